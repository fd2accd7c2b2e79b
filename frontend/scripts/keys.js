// One key a decision for people who do this all day: data-key="a" on a button or link. Never while typing, and only
// where the page asks for it (data-keys on the queue's frame), so that no key surprises anyone (WCAG 2.1.4).
export function actOnKeys () {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return
    if (!document.querySelector('[data-keys="on"]')) return
    const key = event.key.toLowerCase()
    if (!/^[\p{L}\p{N}]$/u.test(key)) return
    const target = document.querySelector(`[data-keys="on"] [data-key="${key}"]:not([disabled])`)
    if (!target) return
    event.preventDefault()
    target.click()
  })
}
