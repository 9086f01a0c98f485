import { Worker } from 'node:worker_threads'
import { once } from 'node:events'
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { tempCorpora, valueOf, type TempCorpora } from '../../../../tests/builders/temp-corpus.ts'
import { threadFile } from './thread-file.ts'
import { startCallThread, ThreadEnded, type CallThread } from '../../threads/typed-calls.ts'
import type { Corpus } from '../corpus.ts'
import { openForWriting } from './connection.ts'
import { migrations } from './migrations/index.ts'
import { prepareCorpus } from './prepare.ts'
import { startReaders } from './readers.ts'
import type { WriterThread } from './thread-methods.ts'
import { startWriter } from './writer.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(() => temp.end())

const nextChange = (corpus: Corpus): Promise<number> =>
  new Promise((resolve) => {
    const stop = corpus.onChange((revision) => {
      stop()
      resolve(revision)
    })
  })

test('two that have one file open see what the other writes, and are told', async () => {
  const [one, other] = [await temp.open(), await temp.open()]
  const told = nextChange(other)
  const own = nextChange(one)
  valueOf(await one.writer.addLogs([buildLog('x\n', { reports: [buildReport()] })]))
  expect(await told).toBe(await own)
  expect(await other.reader.describe()).toMatchObject({ logs: 1, reports: 1 })
  const back = nextChange(one)
  valueOf(await other.writer.addLogs([buildLog('y\n')]))
  expect(await back).toBeGreaterThan(await told)
  await other.close()
  valueOf(await one.writer.addLogs([buildLog('z\n')]))
  expect(await one.reader.describe()).toMatchObject({ logs: 3 })
})

test('revisions grow with each write and a listener that left is told no more', async () => {
  const corpus = await temp.open()
  const revisions: number[] = []
  const stop = corpus.onChange((revision) => revisions.push(revision))
  for (const text of ['a', 'b', 'c']) valueOf(await corpus.writer.addLogs([buildLog(text)]))
  stop()
  valueOf(await corpus.writer.addLogs([buildLog('d')]))
  expect(revisions).toEqual([1, 2, 3])
})

test('two writers of one corpus lose nothing', async () => {
  const corpora = [await temp.open(), await temp.open()]
  const writes = corpora.flatMap(({ writer }, side) =>
    Array.from({ length: 40 }, (_, index) =>
      writer.addLogs([buildLog(`${side} ${index}\n`, { reports: [buildReport({ title: `BUG: ${index % 5}` })] })])
    )
  )
  for (const written of await Promise.all(writes)) expect(valueOf(written).added).toBe(1)
  expect(await corpora[0]?.reader.describe()).toMatchObject({ logs: 80, reports: 80, buckets: 5 })
})

test('a writer thread that dies fails its calls and is started again for the next', async () => {
  const file = temp.file()
  const threads: CallThread<WriterThread>[] = []
  const writer = startWriter(
    file,
    () => undefined,
    () => {
      const thread = startCallThread<WriterThread>(threadFile(), { role: 'writer' })
      threads.push(thread)
      return thread
    }
  )
  valueOf(await writer.open({ create: true, readOnly: false, backups: false }))
  valueOf(await writer.writer.addLogs([buildLog('before\n')]))
  // Holds the write lock, so that the thread cannot have answered when it is ended.
  const other = openForWriting(file)
  other.exec('BEGIN IMMEDIATE')
  const under = writer.writer.addLogs([buildLog('lost\n')]).catch((thrown: unknown) => thrown)
  await Promise.resolve()
  const stopped = threads[0]?.stop()
  other.exec('ROLLBACK')
  other.close()
  await stopped
  expect(await under).toBeInstanceOf(ThreadEnded)
  const after = await Promise.all(['one', 'two', 'three'].map((text) => writer.writer.addLogs([buildLog(text)])))
  expect(after.map((written) => valueOf(written).added)).toEqual([1, 1, 1])
  expect(threads).toHaveLength(2)
  await writer.close()
})

test('readers that cannot start reject the read, and answer once the file is back', async () => {
  const corpus = await temp.open()
  await corpus.close()
  renameSync(temp.file(), temp.file('away'))
  const readers = startReaders({ file: temp.file(), readFile: temp.file(), readOnly: true })
  await expect(readers.reader.describe()).rejects.toBeInstanceOf(ThreadEnded)
  renameSync(temp.file('away'), temp.file())
  expect(await readers.reader.describe()).toMatchObject({ corpus: corpus.id })
  await readers.close()
})

test('a corpus can be opened from within a worker thread', async () => {
  const open = new URL('./open.ts', import.meta.url).href
  const code = `
    import { parentPort } from 'node:worker_threads'
    import { openEmbeddedCorpus } from ${JSON.stringify(open)}
    const opened = await openEmbeddedCorpus({ file: ${JSON.stringify(temp.file())}, create: true })
    const facts = await opened.value.reader.describe()
    await opened.value.close()
    parentPort.postMessage(facts)
  `
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`))
  // Awaited together: it may be gone before the message was looked at.
  const [[facts]] = (await Promise.all([once(worker, 'message'), once(worker, 'exit')])) as readonly [
    unknown[],
    unknown
  ]
  expect(facts).toMatchObject({ file: temp.file(), logs: 0 })
})

/** Locks that this process has on a file, by Linux (proc_locks(5)). */
const locksOn = (file: string): number => {
  const { ino } = statSync(file)
  return readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .filter((line) => line.includes(` ${process.pid} `) && line.includes(`:${ino} `)).length
}

test.runIf(existsSync('/proc/locks'))(
  'a writer that is started again leaves the readers the locks they have',
  async () => {
    const file = temp.file()
    const corpus = await temp.open(file)
    valueOf(await corpus.writer.addLogs([buildLog('before\n')]))
    await corpus.reader.describe()
    expect(locksOn(file)).toBe(1)
    const { db } = valueOf(await prepareCorpus({ file, create: false, isOpen: true }, migrations))
    expect(locksOn(file)).toBe(1)
    db?.close()
  }
)
