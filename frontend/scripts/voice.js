// What changed without a new page is said aloud: whatever bears data-say in the part that htmx swapped in.
// (Who had the focus keeps it by itself: htmx looks for the same id.)
export function sayWhatChanged () {
  const voice = document.getElementById('fs-voice')
  document.addEventListener('htmx:afterSettle', (event) => {
    const part = event.detail.elt
    const said = part.matches('[data-say]') ? part : part.querySelector('[data-say]')
    if (said) voice.textContent = said.textContent.trim().replace(/\s+/g, ' ')
  })
}
