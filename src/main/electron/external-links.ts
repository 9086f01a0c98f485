import { clipboard, dialog, shell, type BrowserWindow, type MessageBoxOptions } from 'electron'
import { isExternalUrl, isWebUrl } from './security.ts'

const question = {
  type: 'question',
  message: 'Open this link outside Oopsdesk?',
  buttons: ['Cancel', 'Open']
} as const satisfies MessageBoxOptions

/** A note may have one, of a tracker within a company perhaps; the person can still go there. */
const unsafe = {
  type: 'info',
  message: 'Oopsdesk opens https and mail links only, and this one is http. Copy it to open it yourself.',
  buttons: ['Close', 'Copy Link']
} as const satisfies MessageBoxOptions

/** Asks before a link leaves the app, showing the whole of it; one question at a time. */
export const createLinkOpener = (window: () => BrowserWindow | null): ((url: string) => void) => {
  let asking = false
  const ask = async (url: string): Promise<void> => {
    const parent = window()
    const external = isExternalUrl(url)
    if (asking || !parent || !(external || isWebUrl(url))) return
    // The parsed form, so that no look-alike or control character is shown as something else.
    const { href } = new URL(url)
    asking = true
    const answer = await dialog
      .showMessageBox(parent, {
        ...(external ? question : unsafe),
        detail: href,
        defaultId: 0,
        cancelId: 0,
        noLink: true
      })
      // The window may be closed over the question.
      .catch(() => null)
    asking = false
    if (answer?.response !== 1) return
    if (external) await shell.openExternal(href).catch(() => dialog.showErrorBox('No program opened the link', href))
    else await clipboard.writeText(href)
  }
  return (url) => void ask(url)
}
