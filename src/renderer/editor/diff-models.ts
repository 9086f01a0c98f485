import type { editor } from 'monaco-editor/editor'
import { setFolds } from './folding.ts'
import { languageOf } from './log-language.ts'
import { createLongModel } from './long-model.ts'
import type { LongText } from './long-text.ts'
import { monaco } from './monaco.ts'

export type DiffModels = { readonly original: editor.ITextModel; readonly modified: editor.ITextModel }

export type ModelText = {
  readonly text: string
  /** The same, where Monaco has taken it in already. */
  readonly taken?: LongText | undefined
}

/** In the inline view, removed lines have no decorations and only the language's colours, so both sides speak it. */
const modelOf = (text: string): editor.ITextModel => monaco.editor.createModel(text, languageOf(text))

/** Characters of both texts from which they are taken in piece by piece, with time for keys in between. */
const long = 2_000_000

/**
 * Makes the models of two texts and hands them to `onModels`, at once or for long texts some time later. What it
 * answers gives them up, those on their way too.
 */
export const makeModels = (
  original: ModelText,
  modified: ModelText,
  onModels: (models: DiffModels) => void
): (() => void) => {
  const made: editor.ITextModel[] = []
  let ended = false
  const keep = (model: editor.ITextModel): editor.ITextModel => {
    setFolds(model, [])
    made.push(model)
    return model
  }
  const oneByOne = async (): Promise<void> => {
    for (const { text, taken } of [original, modified]) {
      const model = await createLongModel(text, taken, () => ended)
      if (!model) return
      keep(model)
    }
    const [first, second] = made
    if (first && second) onModels({ original: first, modified: second })
  }
  if (original.text.length + modified.text.length < long) {
    onModels({ original: keep(modelOf(original.text)), modified: keep(modelOf(modified.text)) })
  } else void oneByOne()
  return () => {
    ended = true
    for (const model of made) model.dispose()
  }
}
