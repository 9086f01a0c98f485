import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { valueOf } from '../../../../tests/builders/temp-corpus.ts'
import { reportId } from '../../../shared/model/ids.ts'
import { noHang } from '../../../shared/model/hang.ts'
import { noLocks } from '../../../shared/model/locks.ts'
import { noMemory } from '../../../shared/model/memory.ts'
import { CorpusDamaged } from '../corpus-damaged.ts'
import { openNew, type Connection } from './connection.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { readMethods } from './read/serve-reads.ts'
import { writeMethods } from './write/serve-writes.ts'

type Body = Readonly<Record<string, unknown>>

let db: Connection
const log = buildLog('x\n', { reports: [buildReport()] })
const id = reportId(log.log, 0)
beforeEach(() => {
  db = openNew(':memory:')
  migrate(db, migrations)
  valueOf(writeMethods(db, 'a file').addLogs([log]))
})
afterEach(() => db.close())

/** Stores another body for the one report. */
const rewrite = (change: (body: Body) => Body): void => {
  const stored = db.prepare<[], Buffer>('SELECT body FROM report_body').pluck().get()
  const body = stored && (JSON.parse(zstdDecompressSync(stored).toString()) as Body)
  if (!body) throw new Error('no body')
  db.prepare('UPDATE report_body SET body = ?').run(zstdCompressSync(JSON.stringify(change(body))))
}

const damage = (): unknown => {
  try {
    return readMethods(db, 'a file', false).report(id)
  } catch (thrown) {
    return thrown instanceof CorpusDamaged ? thrown.failure : thrown
  }
}

test('a report stored before the parser read locks, memory and hangs is read with none of them', () => {
  rewrite(({ locks: _l, memory: _m, hang: _h, injection: _i, after: _a, ...older }) => older)
  const stored = readMethods(db, 'a file', false).report(id)
  expect(stored?.report).toMatchObject({ locks: noLocks, memory: noMemory, hang: noHang, injection: null, after: null })
})

test('a report that a newer parser stored with more in it is read without that', () => {
  rewrite((body) => ({ ...body, weather: 'fine' }))
  expect(readMethods(db, 'a file', false).report(id)?.report).toEqual(log.reports[0])
})

test.each([
  ['a kind that is not known', (body: Body) => ({ ...body, kind: 'boredom' })],
  ['no title', ({ title: _t, ...body }: Body) => body]
])('a stored report with %s is damage, and parsing its log again mends it', (_name, change) => {
  rewrite(change)
  expect(damage()).toEqual({
    kind: 'corpus-damaged',
    file: 'a file',
    detail: `the report ${id} has a shape that this version does not know`
  })
  valueOf(writeMethods(db, 'a file').replaceReports(log.log, 2, log.reports))
  expect(readMethods(db, 'a file', false).report(id)?.report).toEqual(log.reports[0])
})
