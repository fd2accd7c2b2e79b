// Everything works without this file; with it, some things work better.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs'

import { actOnKeys } from './keys.js'
import { closeMenuOnEscape } from './menu.js'
import { tellWhenOffline } from './offline.js'
import { printOnRequest } from './paper.js'
import { sayWhatChanged } from './voice.js'
import { openWhereWide } from './wide.js'

const COMPONENTS = [Button, CharacterCount, ErrorSummary, PasswordInput]

function wake (scope) {
  openWhereWide(scope)
  printOnRequest(scope)
  for (const Component of COMPONENTS) {
    const name = Component.moduleName
    const found = [...scope.querySelectorAll(`[data-module="${name}"]`)]
    if (scope.dataset?.module === name) found.push(scope)
    for (const element of found) {
      if (!element.hasAttribute(`data-${name}-init`)) new Component(element)
    }
  }
}

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
wake(document)
document.addEventListener('htmx:load', (event) => wake(event.detail.elt))
actOnKeys()
closeMenuOnEscape()
tellWhenOffline()
sayWhatChanged()
