// What folds away on a phone stands open where there is room.
export function openWhereWide (scope) {
  if (!window.matchMedia('(min-width: 768px)').matches) return
  for (const folded of scope.querySelectorAll('details[data-open-wide]')) folded.open = true
}
