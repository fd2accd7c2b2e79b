// The menu on a phone is a <details>; Escape and a tap beside it close it. So does the focus that goes on to the page:
// the open menu would lie on top of it (WCAG 2.4.11).
export function closeMenuOnEscape () {
  const menu = document.querySelector('.fs-menu')
  if (!menu) return
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary').focus()
  })
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false
  })
  document.addEventListener('click', (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false
  })
}
