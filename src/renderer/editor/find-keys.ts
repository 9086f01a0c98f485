const keep = (event: KeyboardEvent): void => {
  const typed = event.target instanceof HTMLElement && event.target.closest('.find-widget') !== null
  if (typed && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation()
}

/**
 * The find box lives inside the editor, which says of itself that nothing is typed in it (`data-read-only-editor`), so
 * that single keys are commands there. What is typed into the find box must not reach them.
 */
export const keepFindKeys = (container: HTMLElement): (() => void) => {
  container.addEventListener('keydown', keep)
  return () => container.removeEventListener('keydown', keep)
}
