// A request that gets no answer must not end in silence; a refusal of one suggestion may.
export function tellWhenOffline () {
  const bar = document.getElementById('fs-offline')
  const show = () => { bar.hidden = false }
  const hide = () => { bar.hidden = true }
  for (const name of ['htmx:sendError', 'htmx:timeout']) document.addEventListener(name, show)
  document.addEventListener('htmx:responseError', (event) => { if (event.detail.xhr.status >= 500) show() })
  document.addEventListener('htmx:afterSettle', hide)
  window.addEventListener('offline', show)
  window.addEventListener('online', hide)
}
