import type { CommandId } from '../../shared/commands/commands.ts'
import type { PickKind } from '../../shared/protocol/bridge.ts'
import type { Connected } from '../engine/lasting-client.ts'

/** What a person chose: paths on the engine's machine, or files that must be sent to it. */
export type Picked =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'files'; readonly files: readonly PickedFile[] }

/** A file of the browser and its path within what was chosen or dropped, with `/`. */
export type PickedFile = { readonly file: File; readonly path: string }

export type Host = {
  readonly kind: 'electron' | 'browser'
  readonly connect: () => Promise<Connected>
  readonly pickLogs: (kind: 'files' | 'folder') => Promise<Picked>
  /** Paths of corpora; null where the host has no dialog, and a path must be typed. */
  readonly pickCorpus: ((kind: Extract<PickKind, 'corpus' | 'new-corpus'>) => Promise<readonly string[]>) | null
  /** Path of a dropped file on the engine's disk; empty where it cannot be known. */
  readonly pathOf: (file: File) => string
  readonly onCommand: (listener: (command: CommandId) => void) => void
  readonly onOpenPaths: (listener: (paths: readonly string[]) => void) => void
}
