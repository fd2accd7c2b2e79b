// After a filter the list changes: whoever had the focus keeps it, and the new count is said aloud.
export function keepFocus () {
  const voice = document.getElementById('fs-voice')
  let held = null
  document.addEventListener('htmx:beforeSwap', () => {
    const active = document.activeElement
    held = active && active !== document.body ? active.id || null : null
  })
  document.addEventListener('htmx:afterSettle', (event) => {
    if (held && document.activeElement === document.body) document.getElementById(held)?.focus()
    const said = event.detail.elt.querySelector?.('[data-say]')
    if (voice && said) voice.textContent = said.textContent.trim().replace(/\s+/g, ' ')
  })
}
