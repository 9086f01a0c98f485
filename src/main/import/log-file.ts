import { closeSync, fstatSync } from 'node:fs'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { SkipReason } from '../../shared/model/import.ts'
import { filePieces, openPlain, UnpackError } from './file-pieces.ts'
import { skipReasonOf, skipText, skipTextOf } from './skip-text.ts'
import { sniff } from './sniff.ts'
import { structuredData } from './structured-data.ts'
import { type Utf16, utf8Of, utf8Pieces } from './utf-16.ts'

/** Why a file is passed over, and in one sentence what to do. */
export type Skipped = { readonly reason: SkipReason; readonly text: string }

/** Ends the reading of one file; whoever reads it hears a `Skipped`. */
export class Skip extends Error {
  readonly reason: SkipReason
  readonly text: string
  constructor(reason: SkipReason, text: string = skipText(reason)) {
    super(text)
    this.reason = reason
    this.text = text
  }
}

export const changed = (): Skip =>
  new Skip('unreadable', 'It changed while it was read; import it again when nothing writes to it.')

const parserFailed = (thrown: unknown): Skip => {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new Skip(
    'parser-failed',
    `The parser stopped on it (${message.slice(0, 200)}); report this with the file attached, if you may share it.`
  )
}

/** Ends the reading of what is surely data, such as JSON, and none of a log. */
export const checkLog = ({ start }: Pick<LogFile, 'start'>): void => {
  const what = structuredData(start)
  if (what === null) return
  throw new Skip('not-a-log', `It is ${what}, not a log; save the kernel messages in it as text and import those.`)
}

/** What the parser throws is a bug of ours, but of one file only. */
export const parsing = <Value>(work: () => Value): Value => {
  try {
    return work()
  } catch (thrown) {
    throw parserFailed(thrown)
  }
}

type Compression = 'none' | 'gzip' | 'zstd'

/** What lies around the text of a file. */
type Wrapping = {
  readonly compression: Compression
  readonly encoding: Utf16 | null
  /** How the text within begins. */
  readonly start: Uint8Array
}

/** A log that was found to be one, open to be read any number of times. */
export type LogFile = {
  /** Bytes on disk. */
  readonly size: number
  /** Milliseconds since 1970-01-01 UTC. */
  readonly modified: number
  /** False where its text is not what lies on disk: packed, or in UTF-16. */
  readonly isPlain: boolean
  /** The first bytes on disk: a piece, or the whole file. */
  readonly head: Uint8Array
  /** How its text begins: at least 8 KiB of it, or all. */
  readonly start: Uint8Array
  /**
   * Its text, unpacked, and in UTF-8 where it was in UTF-16: what is stored and shown. `onRead` hears of bytes on disk; with `reuse` a piece is only good until the next.
   */
  readonly pieces: (
    onRead: (bytes: number) => void,
    reuse?: boolean
  ) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** Ends the reading where the file is no longer what was opened. */
  readonly checkUnchanged: () => void
}

const first = async (file: number, compression: Compression): Promise<Uint8Array> => {
  for await (const piece of filePieces(file, compression, () => undefined)) return piece
  return new Uint8Array(0)
}

/** Looks at the head of the file, and below its compression. A mark alone is no log. */
const wrappingOf = async (file: number, plain: Uint8Array, corpusApplicationId: number): Promise<Wrapping> => {
  const outer = sniff(plain, { corpusApplicationId, compressed: true })
  if (outer.kind === 'skip') throw new Skip(outer.reason, outer.text)
  if (outer.kind === 'text') return { compression: 'none', encoding: null, start: plain }
  const isPacked = outer.kind !== 'utf-16'
  const head = isPacked ? await first(file, outer.kind) : plain
  const inner = isPacked ? sniff(head, { corpusApplicationId, compressed: false }) : outer
  if (head.length === 0 || (inner.kind === 'utf-16' && head.length <= 2)) throw new Skip('empty')
  if (inner.kind === 'skip') throw new Skip(inner.reason, inner.text)
  const encoding = inner.kind === 'utf-16' ? inner.encoding : null
  const start = encoding === null ? head : utf8Of(head, encoding)
  return { compression: isPacked ? outer.kind : 'none', encoding, start }
}

const opened = async (file: number, corpusApplicationId: number): Promise<LogFile> => {
  const before = fstatSync(file)
  if (!before.isFile()) throw new Skip('not-a-file')
  if (before.size === 0) throw new Skip('empty')
  const head = await first(file, 'none')
  const { compression, encoding, start } = await wrappingOf(file, head, corpusApplicationId)
  return {
    size: before.size,
    modified: Math.trunc(before.mtimeMs),
    isPlain: compression === 'none' && encoding === null,
    head,
    start,
    pieces: (onRead, reuse) => {
      const pieces = filePieces(file, compression, onRead, reuse)
      return encoding === null ? pieces : utf8Pieces(pieces, encoding)
    },
    checkUnchanged: () => {
      const now = fstatSync(file)
      if (now.size !== before.size || now.mtimeMs !== before.mtimeMs) throw changed()
    }
  }
}

/** Opens a file, and reads it where it is a log: `read` may throw a `Skip`. Whatever is wrong with the file is a value. */
export const withLogFile = async <Value>(
  location: Uint8Array,
  corpusApplicationId: number,
  read: (log: LogFile) => Promise<Value>
): Promise<Result<Value, Skipped>> => {
  let file: number | null = null
  try {
    file = openPlain(location)
    return success(await read(await opened(file, corpusApplicationId)))
  } catch (thrown) {
    if (thrown instanceof Skip) return failed({ reason: thrown.reason, text: thrown.text })
    if (thrown instanceof UnpackError) return failed({ reason: thrown.reason, text: thrown.message })
    return failed({ reason: skipReasonOf(thrown), text: skipTextOf(thrown) })
  } finally {
    if (file !== null) closeSync(file)
  }
}
