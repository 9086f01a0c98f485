import type { editor } from 'monaco-editor/editor'
import { setFolds } from './folding.ts'
import { languageOf } from './log-language.ts'
import { monaco } from './monaco.ts'

export type DiffModels = { readonly original: editor.ITextModel; readonly modified: editor.ITextModel }

/** In the inline view, removed lines have no decorations and only the language's colours, so both sides speak it. */
const modelOf = (text: string): editor.ITextModel => {
  const model = monaco.editor.createModel(text, languageOf(text))
  setFolds(model, [])
  return model
}

/** Characters of both texts from which each is taken in by itself: some milliseconds a million. */
const long = 2_000_000

const nextTask = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve))

/**
 * Makes the models of two texts and hands them to `onModels`: at once, or for long texts one after the other, so that
 * keys are heard in between. What it answers gives them up, those on their way too.
 */
export const makeModels = (
  original: string,
  modified: string,
  onModels: (models: DiffModels) => void
): (() => void) => {
  const made: editor.ITextModel[] = []
  let ended = false
  const take = (text: string): editor.ITextModel => {
    const model = modelOf(text)
    made.push(model)
    return model
  }
  const oneByOne = async (): Promise<void> => {
    await nextTask()
    if (ended) return
    const first = take(original)
    await nextTask()
    if (ended) return
    const second = take(modified)
    await nextTask()
    if (!ended) onModels({ original: first, modified: second })
  }
  if (original.length + modified.length < long) onModels({ original: take(original), modified: take(modified) })
  else void oneByOne()
  return () => {
    ended = true
    for (const model of made) model.dispose()
  }
}
