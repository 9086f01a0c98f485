import type { editor, IDisposable } from 'monaco-editor/editor'

/** Lines that are decorated at once. */
const chunk = 200

/**
 * Decorates the lines of a model as they come into sight: a log of a megabyte has more to be set than a window can do
 * without a pause. `decorate` is asked once for each line; what it answers stays on the model.
 */
export const decorateInSight = (
  view: editor.ICodeEditor,
  model: editor.ITextModel,
  decorate: (line: number) => readonly editor.IModelDeltaDecoration[]
): IDisposable => {
  const done = new Set<number>()
  const ids: string[] = []
  const look = (): void => {
    if (view.getModel() !== model) return
    for (const { startLineNumber, endLineNumber } of view.getVisibleRanges()) {
      for (let at = Math.floor((startLineNumber - 1) / chunk); at <= Math.floor((endLineNumber - 1) / chunk); at++) {
        if (done.has(at)) continue
        done.add(at)
        const last = Math.min(model.getLineCount(), (at + 1) * chunk)
        const decorations: editor.IModelDeltaDecoration[] = []
        for (let line = at * chunk + 1; line <= last; line++) decorations.push(...decorate(line))
        ids.push(...model.deltaDecorations([], decorations))
      }
    }
  }
  let ended = false
  /** Monaco scrolls in the midst of its own decorating (the find box does), and takes no other then. */
  const soon = (): void =>
    queueMicrotask(() => {
      if (!ended) look()
    })
  const listening = [view.onDidScrollChange(soon), view.onDidLayoutChange(soon), view.onDidChangeModel(soon)]
  look()
  return {
    dispose: () => {
      ended = true
      for (const one of listening) one.dispose()
      if (!model.isDisposed()) model.deltaDecorations(ids, [])
    }
  }
}
