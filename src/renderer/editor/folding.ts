import * as monaco from 'monaco-editor/editor'

/** Lines of the model, from 1; the first stays visible. */
export type Fold = { readonly first: number; readonly last: number; readonly folded: boolean }

const foldsOf = new WeakMap<monaco.editor.ITextModel, readonly Fold[]>()

/** Set before the model is shown; Monaco asks once per model. */
export const setFolds = (model: monaco.editor.ITextModel, folds: readonly Fold[]): void => {
  foldsOf.set(model, folds)
}

export const registerFolding = (languages: readonly string[]): void => {
  monaco.languages.registerFoldingRangeProvider([...languages], {
    provideFoldingRanges: (model) => (foldsOf.get(model) ?? []).map(({ first, last }) => ({ start: first, end: last }))
  })
}

/** Folds what is folded at first. The action waits until the ranges are known. */
export const foldInitially = (editor: monaco.editor.ICodeEditor, folds: readonly Fold[]): void => {
  const lines = folds.filter(({ folded }) => folded).map(({ first }) => first - 1)
  if (lines.length > 0) editor.trigger('oopsdesk', 'editor.fold', { selectionLines: lines })
}
