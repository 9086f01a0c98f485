import { dialog, shell, type BrowserWindow } from 'electron'
import { isExternalUrl } from './security.ts'

/** Asks before a link leaves the app, showing the whole of it; one question at a time. */
export const createLinkOpener = (window: () => BrowserWindow | null): ((url: string) => void) => {
  let asking = false
  const ask = async (url: string): Promise<void> => {
    const parent = window()
    if (asking || !parent || !isExternalUrl(url)) return
    asking = true
    const { response } = await dialog.showMessageBox(parent, {
      type: 'question',
      message: 'Open this link outside Oopsdesk?',
      // The parsed form, so that no look-alike or control character is shown as something else.
      detail: new URL(url).href,
      buttons: ['Cancel', 'Open'],
      defaultId: 0,
      cancelId: 0,
      noLink: true
    })
    asking = false
    if (response === 1) await shell.openExternal(new URL(url).href)
  }
  return (url) => void ask(url)
}
