import type { Bridge } from '../../shared/protocol/bridge.ts'
import { createBrowserHost } from './browser-host.ts'
import { createElectronHost } from './electron-host.ts'
import type { Host } from './host.ts'

declare global {
  interface Window {
    /** From Electron's preload; absent in a browser. */
    readonly oopsdeskBridge?: Bridge
  }
}

export const findHost = (): Host =>
  window.oopsdeskBridge ? createElectronHost(window.oopsdeskBridge) : createBrowserHost()
