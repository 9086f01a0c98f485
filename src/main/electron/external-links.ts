import { dialog, shell, type BrowserWindow } from 'electron'
import { isExternalUrl } from './security.ts'

/** Asks before a link leaves the app, showing the whole of it; one question at a time. */
export const createLinkOpener = (window: () => BrowserWindow | null): ((url: string) => void) => {
  let asking = false
  const ask = async (url: string): Promise<void> => {
    const parent = window()
    if (asking || !parent || !isExternalUrl(url)) return
    // The parsed form, so that no look-alike or control character is shown as something else.
    const { href } = new URL(url)
    asking = true
    const answer = await dialog
      .showMessageBox(parent, {
        type: 'question',
        message: 'Open this link outside Oopsdesk?',
        detail: href,
        buttons: ['Cancel', 'Open'],
        defaultId: 0,
        cancelId: 0,
        noLink: true
      })
      // The window may be closed over the question.
      .catch(() => null)
    asking = false
    if (answer?.response !== 1) return
    await shell.openExternal(href).catch(() => dialog.showErrorBox('No program opened the link', href))
  }
  return (url) => void ask(url)
}
