import { addNotice, whisper } from './window-state.ts'

/** Copies to the clipboard and says what was done; a browser may refuse it. */
export const copyText = async (text: string, done: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text)
    whisper(done)
  } catch {
    addNotice('Nothing was copied: this window may not write to the clipboard.', 'Select the text and copy it.')
  }
}
