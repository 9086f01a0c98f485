import type { editor } from 'monaco-editor/editor'
import { isColoured, languageOf } from './log-language.ts'
import { createLongText, type LongText } from './long-text.ts'
import { monaco } from './monaco.ts'

/** UTF-16 units that are taken in at once. */
const pieceLength = 1 << 20

/** Keys, clicks and drawing come first. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })

const takenIn = async (text: string, isGivenUp: () => boolean): Promise<LongText | null> => {
  const builder = createLongText()
  for (let at = 0; at < text.length; at += pieceLength) {
    await nextTask()
    if (isGivenUp()) return null
    builder.take(text.slice(at, at + pieceLength))
  }
  return builder.end()
}

/**
 * What Monaco does by itself from 20 MiB or 300,000 lines on: it sets the text in one colour, does not wrap its lines
 * and does not copy it to its worker.
 */
const asVeryLong = (model: editor.ITextModel): editor.ITextModel =>
  Object.assign(model, { isTooLargeForTokenization: () => true, isTooLargeForSyncing: () => true })

/** A model of a text of some MiB, with time for keys while it is made; null when it was given up meanwhile. */
export const createLongModel = async (
  text: string,
  taken: LongText | undefined,
  isGivenUp: () => boolean
): Promise<editor.ITextModel | null> => {
  const longText = taken ?? (await takenIn(text, isGivenUp))
  await nextTask()
  if (!longText || isGivenUp()) return null
  const model = monaco.editor.createModel(longText.ofMonaco, languageOf(text))
  return isColoured(text) ? model : asVeryLong(model)
}
