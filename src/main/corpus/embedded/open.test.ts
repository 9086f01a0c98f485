import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { failureOf, tempCorpora, valueOf, type TempCorpora } from '../../../../tests/builders/temp-corpus.ts'
import { openEmbeddedCorpus } from './open.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(() => temp.end())

const digest = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

/** A closed corpus with some logs in it. */
const makeCorpus = async (): Promise<string> => {
  const corpus = await temp.open()
  const logs = Array.from({ length: 30 }, (_, index) =>
    buildLog(`log ${index}\n`, { reports: [buildReport({ title: `BUG: ${index}` })] })
  )
  valueOf(await corpus.writer.addLogs(logs))
  await corpus.close()
  return corpus.file
}

/** Expects that the file is refused and that neither it nor its folder was changed. */
const refusalOf = async (file: string, create = true) => {
  const before = [digest(file), readdirSync(dirname(file))]
  const failure = failureOf(await openEmbeddedCorpus({ file, create }))
  expect([digest(file), readdirSync(dirname(file))]).toEqual(before)
  return failure
}

test('makes a corpus with its folders, seals it on closing and opens it again', async () => {
  const file = temp.file('deep/er/crashes.oopsdesk')
  const corpus = await temp.open(file)
  expect(corpus.id).toMatch(/^[a-z2-7]{10}$/)
  valueOf(await corpus.writer.addLogs([buildLog('x\n')]))
  await corpus.close()
  await corpus.close()
  expect(readdirSync(dirname(file))).toEqual(['crashes.oopsdesk'])
  expect([...readFileSync(file).subarray(18, 20)]).toEqual([1, 1])
  const again = await temp.open(file, false)
  expect(again.id).toBe(corpus.id)
  expect(await again.reader.describe()).toMatchObject({ name: 'crashes', file, readOnly: false, logs: 1 })
  await expect(corpus.reader.describe()).rejects.toThrow('closed')
  await expect(corpus.writer.addLogs([])).rejects.toThrow('closed')
})

test('a missing file is made only when that is asked for', async () => {
  const file = temp.file()
  expect(failureOf(await openEmbeddedCorpus({ file, create: false }))).toEqual({ kind: 'corpus-missing', file })
  expect(readdirSync(temp.folder)).toEqual([])
})

test('an empty file becomes a corpus when one is to be made', async () => {
  const file = temp.file()
  writeFileSync(file, '')
  expect(await refusalOf(file, false)).toEqual({ kind: 'corpus-foreign', file })
  const corpus = await temp.open(file)
  expect(await corpus.reader.describe()).toMatchObject({ logs: 0 })
})

test('two that make the same corpus at once share it', async () => {
  const [one, other] = await Promise.all([temp.open(), temp.open()])
  expect(other.id).toBe(one.id)
})

test('what a process killed while it made a corpus left is removed when the next is made beside it', async () => {
  // A process that has ended, and been waited for.
  const { pid: ended } = spawnSync(process.execPath, ['--version'])
  const left = (pid: number, name = 'crashes.oopsdesk', ending = ''): string => {
    const file = temp.file(`${name}.${pid}-0123abcd.part${ending}`)
    writeFileSync(file, 'half a corpus')
    return file
  }
  const own = left(process.pid)
  const old = left(process.pid, 'old.oopsdesk')
  const twoHoursAgo = Date.now() / 1000 - 2 * 60 * 60
  utimesSync(old, twoHoursAgo, twoHoursAgo)
  const dead = [left(ended), left(ended, 'crashes.oopsdesk', '-journal'), left(ended, 'other.oopsdesk')]
  const yours = temp.file('notes.part')
  writeFileSync(yours, 'not ours')
  await temp.open()
  expect([...dead, old].filter(existsSync)).toEqual([])
  expect([own, yours].filter(existsSync)).toEqual([own, yours])
})

test('refuses what is not a corpus', async () => {
  const file = temp.file('other')
  writeFileSync(file, 'not a database at all, but a text of some length\n'.repeat(100))
  expect(await refusalOf(file)).toEqual({ kind: 'corpus-foreign', file })
  const foreign = temp.file('foreign.sqlite')
  const db = new Database(foreign)
  db.exec('CREATE TABLE bookmarks (url TEXT); PRAGMA user_version = 10')
  db.close()
  expect(await refusalOf(foreign)).toEqual({ kind: 'corpus-foreign', file: foreign })
  mkdirSync(temp.file('folder'))
  expect(failureOf(await openEmbeddedCorpus({ file: temp.file('folder'), create: true })).kind).toBe(
    'corpus-unopenable'
  )
  expect(failureOf(await openEmbeddedCorpus({ file: join(file, 'below-a-file'), create: true })).kind).toBe(
    'corpus-unopenable'
  )
})

test('refuses a newer schema and names both versions', async () => {
  const file = await makeCorpus()
  const db = new Database(file)
  db.pragma('user_version = 21')
  db.close()
  expect(await refusalOf(file)).toEqual({ kind: 'corpus-newer', file, version: 21, known: 20 })
})

test('refuses a file that is cut anywhere', async () => {
  const file = await makeCorpus()
  const whole = readFileSync(file)
  const cuts = [10, 60, 99, 100, 4095, ...Array.from({ length: 8 }, (_, index) => (index + 1) * 4096), whole.length - 1]
  for (const size of cuts) {
    const cut = temp.file(`cut-${size}`)
    writeFileSync(cut, whole)
    truncateSync(cut, size)
    const failure = await refusalOf(cut)
    expect([size, failure.kind]).toEqual([size, size < 16 ? 'corpus-foreign' : 'corpus-damaged'])
  }
})

test('refuses a damaged page', async () => {
  const file = await makeCorpus()
  const bytes = readFileSync(file)
  bytes.fill(0xa5, 4096 * 4, 4096 * 6)
  writeFileSync(file, bytes)
  expect((await refusalOf(file)).kind).toBe('corpus-damaged')
})

test.each([
  ['trigger', 'CREATE TRIGGER hostile AFTER INSERT ON log BEGIN DELETE FROM act; END'],
  ['view', 'CREATE VIEW hostile AS SELECT * FROM act'],
  ['missing table', 'DROP TABLE bucket_triage'],
  ['other column', 'ALTER TABLE act ADD COLUMN extra TEXT']
])('refuses a schema that is not ours: %s', async (_name, sql) => {
  const file = await makeCorpus()
  const db = new Database(file)
  db.exec(sql)
  db.close()
  expect((await refusalOf(file)).kind).toBe('corpus-damaged')
})

test('a corpus opened for reading alone is not touched, and follows another that writes to it', async () => {
  const file = await makeCorpus()
  const before = readFileSync(file)
  const alone = valueOf(await openEmbeddedCorpus({ file, create: false, readOnly: true }))
  expect(alone.writer).toBeNull()
  expect((await alone.reader.describe()).readOnly).toBe(true)
  await alone.close()
  expect(readFileSync(file).equals(before)).toBe(true)

  const writing = await temp.open(file)
  const reading = valueOf(await openEmbeddedCorpus({ file, create: false, readOnly: true }))
  const { logs } = await reading.reader.describe()
  valueOf(await writing.writer.addLogs([buildLog('a log that comes later\n')]))
  expect((await reading.reader.describe()).logs).toBe(logs + 1)
  await reading.close()
  await writing.close()
})

test('a folder that is not there stays so when the corpus is not to be made', async () => {
  const file = temp.file('no/where.oopsdesk')
  expect(failureOf(await openEmbeddedCorpus({ file, create: false })).kind).toBe('corpus-missing')
  expect(existsSync(temp.file('no'))).toBe(false)
})
