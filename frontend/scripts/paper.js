// A button that prints; without this file the browser's own command does the same.
export function printOnRequest (scope) {
  for (const button of scope.querySelectorAll('[data-print]')) {
    if (!button.hidden) continue
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
}
