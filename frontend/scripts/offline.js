// A request that gets no answer must not end in silence; a refusal of one suggestion may. What is sent while the line is
// down would end on the browser's own page: it waits here, with every word that was typed.
export function tellWhenOffline () {
  const bar = document.getElementById('fs-offline')
  const show = () => { bar.hidden = false }
  const hide = () => { bar.hidden = true }
  for (const name of ['htmx:sendError', 'htmx:timeout']) document.addEventListener(name, show)
  document.addEventListener('htmx:responseError', (event) => { if (event.detail.xhr.status >= 500) show() })
  document.addEventListener('htmx:afterSettle', hide)
  document.addEventListener('submit', (event) => {
    if (navigator.onLine) return
    event.preventDefault()
    show()
  })
  window.addEventListener('offline', show)
  window.addEventListener('online', hide)
}
