import { BrowserWindow, type Session } from 'electron'
import { appOrigin, webPreferences } from './security.ts'

export type WindowParts = { readonly session: Session; readonly preloadFile: string }

const reloadLimit = 3
const reloadWindow = 60_000

/** Loads the page again at the same URL when its process dies, but not for ever. */
const reloadWhenGone = (window: BrowserWindow): void => {
  let deaths: readonly number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = performance.now()
    deaths = [...deaths.filter((time) => now - time < reloadWindow), now]
    process.stderr.write(`oopsdesk: the window's process is gone (${reason})\n`)
    if (deaths.length <= reloadLimit) window.webContents.reload()
  })
}

/** Electron keeps size and place under the window's name. */
export const openWindow = ({ session, preloadFile }: WindowParts): BrowserWindow => {
  const window = new BrowserWindow({
    name: 'main',
    windowStatePersistence: true,
    title: 'Oopsdesk',
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 500,
    show: false,
    webPreferences: { ...webPreferences, session, preload: preloadFile }
  })
  window.once('ready-to-show', () => window.show())
  reloadWhenGone(window)
  void window.loadURL(`${appOrigin}/`)
  return window
}
