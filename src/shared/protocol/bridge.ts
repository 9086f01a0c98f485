import type { CommandId } from '../commands/commands.ts'

/** What a native dialog asks for. */
export type PickKind = 'files' | 'folder' | 'corpus' | 'new-corpus'

/**
 * What Electron's preload gives the window as `window.oopsdeskBridge`; absent in a browser.
 * The engine's MessagePort comes apart from it, as `window.postMessage(portMessage, origin, [port])`.
 */
export type Bridge = {
  /** Asks the main process for a port to the engine; it arrives as a message event. */
  readonly connect: () => void
  /** Paths a person chose in a native dialog; empty when they closed it. */
  readonly pick: (kind: PickKind) => Promise<readonly string[]>
  /** Path on disk of a dropped `File`; empty for one that is not on disk. */
  readonly pathOf: (file: object) => string
  /** Commands chosen in the menu. Answers what stops it. */
  readonly onCommand: (listener: (command: CommandId) => void) => () => void
  /** Corpora or logs the system asked to open. */
  readonly onOpenPaths: (listener: (paths: readonly string[]) => void) => () => void
}

export const portMessage = 'oopsdesk-engine-port'
