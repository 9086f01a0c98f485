import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { failureOf, tempCorpora, valueOf, type TempCorpora } from '../../../../tests/builders/temp-corpus.ts'
import { enterWal, openForWriting, sealAndClose, type Connection } from './connection.ts'
import { createCorpusFile } from './create.ts'
import { migrations } from './migrations/index.ts'
import { readMethods } from './read/serve-reads.ts'
import { writeMethods } from './write/serve-writes.ts'

let temp: TempCorpora
let db: Connection
beforeEach(() => {
  temp = tempCorpora()
  createCorpusFile(temp.file(), migrations)
  db = openForWriting(temp.file())
  enterWal(db)
})
afterEach(async () => {
  db.close()
  await temp.end()
})

const bigLog = (name: string) =>
  buildLog(new Uint8Array(randomBytes(200_000)), {
    file: `/${name}`,
    reports: [buildReport({ title: `BUG: ${name}`, frames: [`f_${name}`] })]
  })

test('a full disk is answered, the batch is rolled back, and the import can go on when there is room', () => {
  const writer = writeMethods(db, temp.file())
  const reader = readMethods(db, temp.file(), false)
  valueOf(writer.addLogs([bigLog('before')]))
  const before = reader.describe()
  const pages = Number(db.pragma('page_count', { simple: true }))
  const batch = [buildLog('small\n', { reports: [buildReport({ title: 'BUG: small' })] }), bigLog('large')]
  db.pragma(`max_page_count = ${pages + 20}`)
  expect(failureOf(writer.addLogs(batch))).toEqual({ kind: 'disk-full', file: temp.file() })
  expect(reader.describe()).toMatchObject({ logs: before.logs, reports: before.reports, buckets: before.buckets })
  expect(db.pragma('quick_check', { simple: true })).toBe('ok')
  const large = valueOf(writer.openLog())
  const [chunk] = bigLog('chunk').chunks
  expect(chunk && failureOf(writer.addChunk(large, chunk)).kind).toBe('disk-full')
  valueOf(writer.dropLog(large))
  db.pragma(`max_page_count = ${pages + 10_000}`)
  // Names numbered in the transaction that was rolled back must be numbered anew.
  expect(valueOf(writer.addLogs(batch))).toEqual({ added: 2, duplicates: 0, reports: 2 })
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(reader.describe()).toMatchObject({ logs: 3, buckets: 3 })
})

test('a writer that another holds back answers that the corpus is busy, and writes later', () => {
  const other = openForWriting(temp.file())
  db.pragma('busy_timeout = 50')
  const writer = writeMethods(db, temp.file())
  other.exec('BEGIN IMMEDIATE')
  expect(failureOf(writer.addLogs([buildLog('x\n')]))).toEqual({ kind: 'corpus-busy', file: temp.file() })
  other.exec('COMMIT')
  other.close()
  expect(valueOf(writer.addLogs([buildLog('x\n')])).added).toBe(1)
})

test.skipIf(process.platform === 'win32')('a write that the system refuses is no damage, and nothing is lost', () => {
  sealAndClose(db)
  // As a quota does, a limit on the size of files refuses with an error of its own; in units of 512 or 1024 bytes.
  const limited = ['-c', 'ulimit -f 3000; exec "$0" "$@"', process.execPath]
  const script = fileURLToPath(new URL('limited.fixture.ts', import.meta.url))
  const done = spawnSync('sh', [...limited, script, temp.file()], { encoding: 'utf8' })
  const said = JSON.parse(done.stdout) as { readonly written: number; readonly failure: unknown }
  const detail = 'a quota, a size limit or a fault of the disk'
  expect(said.failure).toEqual({ kind: 'disk-full', file: temp.file(), detail })
  db = openForWriting(temp.file())
  expect(db.pragma('quick_check', { simple: true })).toBe('ok')
  expect(db.prepare('SELECT count(*) FROM import_skip').pluck().get()).toBe(said.written)
  expect(said.written).toBeGreaterThan(3)
})

test('a damaged page that a write meets is answered as damage', () => {
  const page = db.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'origin'").pluck().get() ?? 0
  sealAndClose(db)
  const bytes = readFileSync(temp.file())
  bytes.fill(0xa5, (page - 1) * 4096, page * 4096)
  writeFileSync(temp.file(), bytes)
  db = openForWriting(temp.file())
  const writer = writeMethods(db, temp.file())
  expect(failureOf(writer.addLogs([buildLog('x\n')]))).toMatchObject({ kind: 'corpus-damaged', file: temp.file() })
})

test('the schema cannot be written through a connection of ours', () => {
  db.pragma('writable_schema = ON')
  expect(() => db.exec('DELETE FROM sqlite_schema')).toThrow('may not be modified')
  const settings = ['foreign_keys', 'trusted_schema', 'cell_size_check', 'busy_timeout', 'synchronous']
  expect(settings.map((name) => db.pragma(name, { simple: true }))).toEqual([1, 0, 1, 5000, 1])
})
