// One key a decision for people who do this all day: data-key="a" on a button or link. Never while typing, and only
// where the page asks for it (data-keys on the queue's frame), and as long as nobody has turned it off in this browser,
// so that no key surprises anyone (WCAG 2.1.4).
const KEPT = 'fs-single-keys'

function isOff () {
  try { return window.localStorage.getItem(KEPT) === 'off' } catch { return false }
}

function keep (state) {
  try { window.localStorage.setItem(KEPT, state) } catch { /* a browser that keeps nothing asks again */ }
}

function show (state) {
  for (const frame of document.querySelectorAll('[data-keys]')) frame.dataset.keys = state
  for (const button of document.querySelectorAll('[data-keys-switch]')) {
    button.textContent = button.dataset[state]
    button.hidden = false
  }
}

export function actOnKeys () {
  if (!document.querySelector('[data-keys]')) return
  show(isOff() ? 'off' : 'on')
  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-keys-switch]')) return
    const state = document.querySelector('[data-keys="on"]') ? 'off' : 'on'
    keep(state)
    show(state)
  })
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return
    const key = event.key.toLowerCase()
    if (!/^[\p{L}\p{N}]$/u.test(key)) return
    const target = document.querySelector(`[data-keys="on"] [data-key="${key}"]:not([disabled])`)
    if (!target) return
    event.preventDefault()
    target.click()
  })
}
