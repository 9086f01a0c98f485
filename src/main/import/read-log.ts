import { createHash } from 'node:crypto'
import { closeSync, fstatSync } from 'node:fs'
import { logIdSchema, type LogId } from '../../shared/model/ids.ts'
import type { SkipReason } from '../../shared/model/import.ts'
import type { LogChunk, LogOrigin } from '../corpus/corpus.ts'
import type { LogParser } from '../parse/parse-log.ts'
import { parserVersion } from '../parse/parser-version.ts'
import { filePieces, openPlain, UnpackError } from './file-pieces.ts'
import { folderTime } from './folder-time.ts'
import { createLogChunker } from './log-chunks.ts'
import type { ReadOutcome, ReadTask } from './parse-messages.ts'
import { skippedFile, skipReasonOf, skipText, skipTextOf } from './skip-text.ts'
import { sniff } from './sniff.ts'

export type ReadHooks = {
  readonly createParser: () => LogParser
  readonly isKnown: (log: LogId) => Promise<boolean>
  /** Takes a chunk of a large log; answers false when no more is wanted. */
  readonly takeChunk: (chunk: LogChunk) => Promise<boolean>
  /** Bytes on disk that have been read for good. */
  readonly onRead: (bytes: number) => void
}

type Compression = 'none' | 'gzip' | 'zstd'

/** Ends the reading of one file; the import goes on. */
class Skip extends Error {
  readonly reason: SkipReason
  readonly text: string
  constructor(reason: SkipReason, text: string = skipText(reason)) {
    super(text)
    this.reason = reason
    this.text = text
  }
}

const changed = (): Skip =>
  new Skip('unreadable', 'It changed while it was read; import it again when nothing writes to it.')

const parserFailed = (thrown: unknown): Skip => {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new Skip(
    'parser-failed',
    `The parser stopped on it (${message.slice(0, 200)}); report this with the file attached, if you may share it.`
  )
}

const parsing = <Value>(work: () => Value): Value => {
  try {
    return work()
  } catch (thrown) {
    throw parserFailed(thrown)
  }
}

const first = async (file: number, compression: Compression): Promise<Uint8Array> => {
  const pieces = filePieces(file, compression, () => undefined)
  for await (const piece of pieces) return piece
  return new Uint8Array(0)
}

/** Looks at the head of the file, and below its compression. */
const compressionOf = async (file: number, plain: Uint8Array, corpusApplicationId: number): Promise<Compression> => {
  const outer = sniff(plain, { corpusApplicationId, compressed: true })
  if (outer.kind === 'skip') throw new Skip(outer.reason, outer.text)
  if (outer.kind === 'text') return 'none'
  const head = await first(file, outer.kind)
  if (head.length === 0) throw new Skip('empty')
  const inner = sniff(head, { corpusApplicationId, compressed: false })
  if (inner.kind === 'skip') throw new Skip(inner.reason, inner.text)
  return outer.kind
}

type Hashed = {
  readonly log: LogId
  readonly size: number
  /** All bytes of a log within the whole limit, null of a larger one. */
  readonly bytes: readonly Uint8Array[] | null
  readonly read: number
}

const hashOf = (bytes: Uint8Array): LogId => logIdSchema.parse(createHash('sha256').update(bytes).digest('hex'))

/** `large`: the file is larger than the whole limit, so that no piece of it need be kept. */
const hashLog = async (file: number, compression: Compression, wholeLimit: number, large: boolean): Promise<Hashed> => {
  const hash = createHash('sha256')
  let bytes: Uint8Array[] | null = large ? null : []
  let size = 0
  let read = 0
  const hear = (count: number): void => {
    read += count
  }
  for await (const piece of filePieces(file, compression, hear, large)) {
    hash.update(piece)
    size += piece.length
    if (size > wholeLimit) bytes = null
    bytes?.push(piece)
  }
  return { log: logIdSchema.parse(hash.digest('hex')), size, bytes, read }
}

const readWhole = (hashed: Hashed, pieces: readonly Uint8Array[], origin: LogOrigin, hooks: ReadHooks): ReadOutcome => {
  const chunker = createLogChunker()
  const parser = parsing(hooks.createParser)
  const chunks: LogChunk[] = []
  for (const piece of pieces) {
    chunks.push(...chunker.push(piece))
    parsing(() => parser.push(piece))
  }
  chunks.push(...chunker.end())
  const { reports } = parsing(parser.end)
  const { log, size } = hashed
  return {
    kind: 'whole',
    log: { log, origin, size, lineCount: chunker.lineCount(), chunks, parser: parserVersion, reports }
  }
}

const readLarge = async (
  file: number,
  compression: Compression,
  hashed: Hashed,
  origin: LogOrigin,
  hooks: ReadHooks
): Promise<ReadOutcome> => {
  const chunker = createLogChunker()
  const parser = parsing(hooks.createParser)
  const hash = createHash('sha256')
  const take = async (chunks: readonly LogChunk[]): Promise<void> => {
    for (const chunk of chunks) if (!(await hooks.takeChunk(chunk))) throw new Skip('unreadable')
  }
  for await (const piece of filePieces(file, compression, hooks.onRead)) {
    hash.update(piece)
    await take(chunker.push(piece))
    parsing(() => parser.push(piece))
  }
  await take(chunker.end())
  if (hash.digest('hex') !== hashed.log) throw changed()
  const { reports } = parsing(parser.end)
  const { log, size } = hashed
  return {
    kind: 'streamed',
    log: { log, origin, size, lineCount: chunker.lineCount(), parser: parserVersion, reports }
  }
}

const readOpened = async (file: number, task: Omit<ReadTask, 'port'>, hooks: ReadHooks): Promise<ReadOutcome> => {
  const before = fstatSync(file)
  if (!before.isFile()) throw new Skip('not-a-file')
  if (before.size === 0) throw new Skip('empty')
  const checkUnchanged = (): void => {
    const now = fstatSync(file)
    if (now.size !== before.size || now.mtimeMs !== before.mtimeMs) throw changed()
  }
  const modified = Math.trunc(before.mtimeMs)
  const origin: LogOrigin = { file: task.path, modified, folder: folderTime(task.path, task.location, modified) }
  const head = await first(file, 'none')
  const compression = await compressionOf(file, head, task.corpusApplicationId)
  // Most logs are plain and lie whole in their first piece.
  const inHead = compression === 'none' && head.length === before.size && head.length <= task.wholeLimit
  const hashed: Hashed = inHead
    ? { log: hashOf(head), size: head.length, bytes: [head], read: head.length }
    : await hashLog(file, compression, task.wholeLimit, compression === 'none' && before.size > task.wholeLimit)
  checkUnchanged()
  if (await hooks.isKnown(hashed.log)) {
    hooks.onRead(hashed.read)
    const { log, size } = hashed
    return { kind: 'known', log: { log, origin, size, lineCount: 0, parser: parserVersion } }
  }
  if (hashed.bytes) {
    const outcome = readWhole(hashed, hashed.bytes, origin, hooks)
    hooks.onRead(hashed.read)
    return outcome
  }
  const outcome = await readLarge(file, compression, hashed, origin, hooks)
  checkUnchanged()
  return outcome
}

/**
 * Reads one file: unpacks gzip and zstd, hashes, and unless the log is known parses and compresses it. A log within
 * `wholeLimit` is held in memory; a larger one is read twice (hash first, so that a known one costs no more) and goes
 * chunk by chunk. Whatever is wrong with the file is an outcome.
 */
export const readLog = async (task: Omit<ReadTask, 'port'>, hooks: ReadHooks): Promise<ReadOutcome> => {
  let file: number | null = null
  try {
    file = openPlain(task.location)
    return await readOpened(file, task, hooks)
  } catch (thrown) {
    const skip = (reason: SkipReason, text?: string): ReadOutcome => ({
      kind: 'skipped',
      file: skippedFile(task.path, reason, text)
    })
    if (thrown instanceof Skip) return skip(thrown.reason, thrown.text)
    if (thrown instanceof UnpackError) return skip(thrown.reason, thrown.message)
    return skip(skipReasonOf(thrown), skipTextOf(thrown))
  } finally {
    if (file !== null) closeSync(file)
  }
}
