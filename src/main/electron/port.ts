import { ipcMain, type BrowserWindow, type MessagePortMain, type WebContents, type WebFrameMain } from 'electron'
import type { CommandId } from '../../shared/commands/commands.ts'
import { channels, isPickKind } from '../../shared/protocol/bridge-channels.ts'
import type { PickKind } from '../../shared/protocol/bridge.ts'
import { isAppUrl } from './security.ts'

export type PortParts = {
  readonly window: () => BrowserWindow | null
  /** A new port to the engine; null while it is being started again. */
  readonly connect: () => Promise<MessagePortMain | null>
  readonly pick: (window: BrowserWindow, kind: PickKind) => Promise<readonly string[]>
  /** The window is up and has asked for the engine. */
  readonly onConnected: () => void
}

type Caller = { readonly sender: WebContents; readonly senderFrame: WebFrameMain | null }

/** The window when the call comes from the top frame of its own page; null for any other frame or page. */
const windowOf = ({ sender, senderFrame }: Caller, window: BrowserWindow | null): BrowserWindow | null => {
  if (!window || window.isDestroyed() || sender !== window.webContents) return null
  if (senderFrame === null || senderFrame !== window.webContents.mainFrame) return null
  return isAppUrl(senderFrame.url) ? window : null
}

/** Answers the preload: a port to the engine, and the paths of native dialogs. Strangers get no answer. */
export const handOverPorts = ({ window, connect, pick, onConnected }: PortParts): void => {
  ipcMain.on(channels.connect, (event) => {
    const trusted = windowOf(event, window())
    const frame = event.senderFrame
    if (!trusted || !frame) return
    void connect().then((port) => {
      if (!port) return
      // The page may have been reloaded, or closed, while the engine was coming up.
      if (trusted.isDestroyed() || trusted.webContents.mainFrame !== frame || !isAppUrl(frame.url)) return port.close()
      frame.postMessage(channels.port, null, [port])
      return onConnected()
    })
  })
  ipcMain.handle(channels.pick, async (event, kind: unknown): Promise<readonly string[]> => {
    const trusted = windowOf(event, window())
    return trusted && isPickKind(kind) ? pick(trusted, kind) : []
  })
}

export const sendCommand = (window: BrowserWindow, command: CommandId): void =>
  window.webContents.send(channels.command, command)

export const sendOpenPaths = (window: BrowserWindow, paths: readonly string[]): void =>
  window.webContents.send(channels.openPaths, paths)
