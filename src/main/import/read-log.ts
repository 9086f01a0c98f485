import { createHash } from 'node:crypto'
import { logIdSchema, type LogId } from '../../shared/model/ids.ts'
import type { LogChunk, LogOrigin } from '../corpus/corpus.ts'
import type { LogParser } from '../parse/parse-log.ts'
import { parserVersion } from '../parse/parser-version.ts'
import { folderTime } from './folder-time.ts'
import { createLogChunker } from './log-chunks.ts'
import { changed, checkLog, type LogFile, parsing, Skip, withLogFile } from './log-file.ts'
import type { ReadOutcome, ReadTask } from './parse-messages.ts'
import { onlyQuotesCrashes } from './quoted-crashes.ts'
import { skippedFile } from './skip-text.ts'

export type ReadHooks = {
  readonly createParser: () => LogParser
  readonly isKnown: (log: LogId) => Promise<boolean>
  /** Takes a chunk of a large log; answers false when no more is wanted. */
  readonly takeChunk: (chunk: LogChunk) => Promise<boolean>
  /** Bytes on disk that have been read for good. */
  readonly onRead: (bytes: number) => void
}

type Hashed = {
  readonly log: LogId
  readonly size: number
  /** All bytes of a log within the whole limit, null of a larger one. */
  readonly bytes: readonly Uint8Array[] | null
  readonly read: number
}

const quotesText = 'It only quotes messages of crashes, as documents and programs do; import the logs themselves.'

const hashOf = (bytes: Uint8Array): LogId => logIdSchema.parse(createHash('sha256').update(bytes).digest('hex'))

/** `large`: the file is larger than the whole limit, so that no piece of it need be kept. */
const hashLog = async (file: LogFile, wholeLimit: number, large: boolean): Promise<Hashed> => {
  const hash = createHash('sha256')
  let bytes: Uint8Array[] | null = large ? null : []
  let size = 0
  let read = 0
  const hear = (count: number): void => {
    read += count
  }
  for await (const piece of file.pieces(hear, large)) {
    hash.update(piece)
    size += piece.length
    if (size > wholeLimit) bytes = null
    bytes?.push(piece)
  }
  return { log: logIdSchema.parse(hash.digest('hex')), size, bytes, read }
}

const readWhole = (
  hashed: Hashed,
  pieces: readonly Uint8Array[],
  origin: LogOrigin,
  hooks: ReadHooks,
  isLog: boolean
): ReadOutcome => {
  const chunker = createLogChunker()
  const parser = parsing(hooks.createParser)
  const chunks: LogChunk[] = []
  for (const piece of pieces) {
    chunks.push(...chunker.push(piece))
    parsing(() => parser.push(piece))
  }
  chunks.push(...chunker.end())
  const { reports, omitted } = parsing(parser.end)
  if (!isLog && onlyQuotesCrashes(reports, pieces)) throw new Skip('not-a-log', quotesText)
  const { log, size } = hashed
  return {
    kind: 'whole',
    log: { log, origin, size, lineCount: chunker.lineCount(), chunks, parser: parserVersion, reports },
    omitted: omitted ?? 0
  }
}

const readLarge = async (file: LogFile, hashed: Hashed, origin: LogOrigin, hooks: ReadHooks): Promise<ReadOutcome> => {
  const chunker = createLogChunker()
  const parser = parsing(hooks.createParser)
  const hash = createHash('sha256')
  const take = async (chunks: readonly LogChunk[]): Promise<void> => {
    for (const chunk of chunks) if (!(await hooks.takeChunk(chunk))) throw new Skip('unreadable')
  }
  for await (const piece of file.pieces(hooks.onRead)) {
    hash.update(piece)
    await take(chunker.push(piece))
    parsing(() => parser.push(piece))
  }
  await take(chunker.end())
  if (hash.digest('hex') !== hashed.log) throw changed()
  const { reports, omitted } = parsing(parser.end)
  const { log, size } = hashed
  return {
    kind: 'streamed',
    log: { log, origin, size, lineCount: chunker.lineCount(), parser: parserVersion, reports },
    omitted: omitted ?? 0
  }
}

const readOpened = async (file: LogFile, task: Omit<ReadTask, 'port'>, hooks: ReadHooks): Promise<ReadOutcome> => {
  const { modified, head } = file
  const origin: LogOrigin = { file: task.path, modified, folder: folderTime(task.path, task.location, modified) }
  // Most logs are plain and lie whole in their first piece.
  const inHead = file.isPlain && head.length === file.size && head.length <= task.wholeLimit
  const hashed: Hashed = inHead
    ? { log: hashOf(head), size: head.length, bytes: [head], read: head.length }
    : await hashLog(file, task.wholeLimit, file.isPlain && file.size > task.wholeLimit)
  file.checkUnchanged()
  if (await hooks.isKnown(hashed.log)) {
    hooks.onRead(hashed.read)
    const { log, size } = hashed
    return { kind: 'known', log: { log, origin, size, lineCount: 0, parser: parserVersion } }
  }
  const isLog = task.isLog === true
  if (!isLog) checkLog(file)
  if (hashed.bytes) {
    const outcome = readWhole(hashed, hashed.bytes, origin, hooks, isLog)
    hooks.onRead(hashed.read)
    return outcome
  }
  const outcome = await readLarge(file, hashed, origin, hooks)
  file.checkUnchanged()
  return outcome
}

/**
 * Reads one file for a corpus: hashes it, and unless the log is known parses and compresses it. A log within `wholeLimit`
 * is held in memory; a larger one is read twice (hash first, so that a known one costs no more) and goes chunk by chunk.
 * Whatever is wrong with the file is an outcome.
 */
export const readLog = async (task: Omit<ReadTask, 'port'>, hooks: ReadHooks): Promise<ReadOutcome> => {
  const read = await withLogFile(task.location, task.corpusApplicationId, (file) => readOpened(file, task, hooks))
  if (read.ok) return read.value
  return { kind: 'skipped', file: skippedFile(task.path, read.failure.reason, read.failure.text) }
}
