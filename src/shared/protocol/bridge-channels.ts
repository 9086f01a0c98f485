import type { PickKind } from './bridge.ts'

/** Names that preload and main process call each other by. */
export const channels = {
  connect: 'oopsdesk:connect',
  port: 'oopsdesk:port',
  pick: 'oopsdesk:pick',
  command: 'oopsdesk:command',
  openPaths: 'oopsdesk:open-paths'
} as const

const pickKinds: Readonly<Record<PickKind, true>> = { files: true, folder: true, corpus: true, 'new-corpus': true }

export const isPickKind = (kind: unknown): kind is PickKind =>
  typeof kind === 'string' && Object.hasOwn(pickKinds, kind)
