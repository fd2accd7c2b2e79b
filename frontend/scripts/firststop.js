// Everything works without this file; with it, some things work better.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { FileUpload } from 'govuk-frontend/dist/govuk/components/file-upload/file-upload.mjs'
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs'
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs'

import { closeMenuOnEscape } from './menu.js'
import { keepFocus } from './focus.js'
import { actOnKeys } from './keys.js'

const COMPONENTS = [Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, PasswordInput, Radios]

function wake (scope) {
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
closeMenuOnEscape()
keepFocus()
actOnKeys()
