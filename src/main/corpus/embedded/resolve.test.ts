import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { corpusInProcess, type CorpusInProcess } from '../../../../tests/builders/corpus-in-process.ts'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { by, noteTextOf, writeNoteOf } from '../../../../tests/builders/notes.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { makeTempFolder, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import { bucketQuerySchema } from '../../../shared/model/bucket.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import { openForWriting } from './connection.ts'
import { migrations } from './migrations/index.ts'
import { prepareCorpus } from './prepare.ts'
import { createSubjectWriter } from './write/subjects.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let corpus: CorpusInProcess
beforeEach(() => {
  corpus = corpusInProcess(folder)
})
afterEach(() => corpus.close())

const parts = ['oops', 'step', 'walk', 'flush', 'apply', 'commit', 'tail']
const logOf = (text: string, frames: readonly string[]) =>
  buildLog(text, { reports: [buildReport({ title: `KASAN: use-after-free in ${frames[0]}`, frames })] })
const rows = () => corpus.read.buckets(bucketQuerySchema.parse({}), { offset: 0, limit: 1000 }).rows
const gone = (from: string, column: string): number =>
  Number(
    corpus.db
      .prepare(
        `SELECT count(*) FROM ${from} LEFT JOIN bucket ON bucket.number = ${column}
         WHERE ${column} IS NOT NULL AND bucket.number IS NULL`
      )
      .pluck()
      .get()
  )

/** Buckets whose subjects are found elsewhere by a connection that knows nothing of what moved. */
const foundElsewhere = (): ReadonlySet<number> => {
  const db = openForWriting(corpus.file)
  try {
    return createSubjectWriter(db).resolve()
  } finally {
    db.close()
  }
}

/** Numbers that look drawn by lot, the same each time. */
const numbers = (seed: number) => {
  let last = seed
  return (below: number): number => {
    last = (last * 1_103_515_245 + 12_345) % 2_147_483_648
    return (last >> 8) % below
  }
}

test('between two pieces of settling every note is shown, on a bucket that is there', () => {
  let pieces = 0
  for (const seed of [7, 8, 9, 10]) {
    const pick = numbers(seed)
    const notes = new Set<NoteId>()
    corpus.close()
    corpus = corpusInProcess(folder)
    for (const round of [0, 1, 2, 3]) {
      const logs = Array.from({ length: 10 }, (_, place) => {
        const bug = `b${pick(3)}`
        const frames = parts.map((part) => (pick(3) > 0 ? `${bug}_${part}` : `v${pick(4)}_${part}`))
        return logOf(`${round} ${place}`, frames)
      })
      valueOf(corpus.write.addLogs(logs))
      // So short that a piece settles one group.
      for (let left = true; left; pieces += 1) {
        left = valueOf(corpus.write.settleSome(0)).left
        const shown = rows().flatMap(
          ({ bucket }) => corpus.read.notes({ kind: 'bucket', bucket })?.map(({ note }) => note) ?? []
        )
        expect(new Set(shown)).toEqual(notes)
        expect(foundElsewhere()).toEqual(new Set())
        expect([gone('subject', 'subject.bucket'), gone('bucket_triage', 'bucket_triage.bucket')]).toEqual([0, 0])
      }
      for (const { bucket } of rows()) notes.add(writeNoteOf(corpus, bucket, `${bucket} ${round}`, round * 1e6).note)
    }
  }
  expect(pieces).toBeGreaterThan(20)
})

test('subjects that point nowhere are found again when the corpus is opened for writing', async () => {
  valueOf(corpus.write.addLogs([logOf('a', parts)]))
  valueOf(corpus.write.settle())
  const [row] = rows()
  if (!row) throw new Error('no bucket')
  writeNoteOf(corpus, row.bucket, 'known')
  corpus.db.exec('UPDATE subject SET bucket = 99')
  expect(noteTextOf(corpus, row.bucket)).toBe('')
  const { db } = valueOf(await prepareCorpus({ file: corpus.file, create: false }, migrations))
  db?.close()
  expect(noteTextOf(corpus, row.bucket)).toBe('known')
})

test('a subject without reports here follows where its name leads, and is found once one of them comes', () => {
  const [here, there] = [
    logOf('a', parts),
    logOf(
      'b',
      parts.map((part) => `other_${part}`)
    )
  ]
  valueOf(corpus.write.addLogs([here, there]))
  valueOf(corpus.write.settle())
  const [one, two] = rows()
  if (!one || !two) throw new Error('no two buckets')
  for (const { bucket } of [one, two]) writeNoteOf(corpus, bucket, `known ${bucket}`)
  const merged = valueOf(corpus.write.mergeBuckets(one.bucket, [two.bucket], by(2)))
  expect(foundElsewhere()).toEqual(new Set())
  for (const log of [here, there]) {
    valueOf(corpus.write.replaceReports(log.log, 2, []))
    expect(foundElsewhere()).toEqual(new Set())
  }
  valueOf(corpus.write.replaceReports(there.log, 3, there.reports))
  expect(foundElsewhere()).toEqual(new Set())
  valueOf(corpus.write.undoDecision(merged.decision.decision, by(3)))
  expect(foundElsewhere()).toEqual(new Set())
  valueOf(corpus.write.replaceReports(here.log, 3, here.reports))
  expect(foundElsewhere()).toEqual(new Set())
  expect(rows().map(({ bucket }) => noteTextOf(corpus, bucket)?.split(' ')[0])).toEqual(['known', 'known'])
})

test('opening a corpus in which all is in order writes nothing', async () => {
  valueOf(corpus.write.addLogs([logOf('a', parts)]))
  valueOf(corpus.write.settle())
  for (const { bucket } of rows()) writeNoteOf(corpus, bucket, 'known')
  const changes = () => corpus.db.prepare('SELECT changes FROM meta').pluck().get()
  const before = [changes(), corpus.db.pragma('data_version')]
  const { db } = valueOf(await prepareCorpus({ file: corpus.file, create: false }, migrations))
  db?.close()
  expect([changes(), corpus.db.pragma('data_version')]).toEqual(before)
})

test('a bucket without reports whose note is taken back goes with what is settled next', () => {
  const log = logOf('a', parts)
  const other = logOf('b', ['other', 'stack', 'of', 'another', 'bug'])
  valueOf(corpus.write.addLogs([log]))
  valueOf(corpus.write.settle())
  const [row] = rows()
  if (!row) throw new Error('no bucket')
  writeNoteOf(corpus, row.bucket, 'known')
  valueOf(corpus.write.replaceReports(log.log, 2, []))
  expect(rows()).toMatchObject([{ bucket: row.bucket, count: 0, hasNote: true }])
  valueOf(corpus.write.undoGesture(null, by(2)))
  valueOf(corpus.write.redoGesture(null, by(3)))
  expect(noteTextOf(corpus, row.bucket)).toBe('known')
  valueOf(corpus.write.undoGesture(null, by(4)))
  valueOf(corpus.write.addLogs([other]))
  valueOf(corpus.write.settle())
  expect(rows()).toMatchObject([{ title: 'KASAN: use-after-free in other', count: 1 }])
  // What was said waits for the reports, and is shown where they are.
  valueOf(corpus.write.replaceReports(log.log, 3, log.reports))
  valueOf(corpus.write.redoGesture(null, by(5)))
  expect(rows().map(({ bucket }) => noteTextOf(corpus, bucket))).toContain('known')
})

test('taking back what decided nothing settles nothing', () => {
  valueOf(corpus.write.addLogs([logOf('a', parts)]))
  valueOf(corpus.write.settle())
  for (const { bucket } of rows()) writeNoteOf(corpus, bucket, 'known')
  valueOf(corpus.write.addLogs([logOf('b', ['other', 'stack', 'of', 'another', 'bug'])]))
  const waiting = () => corpus.db.prepare('SELECT count(*) FROM unit WHERE settled = 0').pluck().get()
  expect(waiting()).toBe(1)
  expect(valueOf(corpus.write.undoGesture(null, by(2)))).toMatchObject({ undone: true })
  expect(valueOf(corpus.write.redoGesture(null, by(3)))).toMatchObject({ undone: false })
  expect(waiting()).toBe(1)
  const [one, two] = rows()
  if (!one || !two) throw new Error('no two buckets')
  valueOf(corpus.write.mergeBuckets(one.bucket, [two.bucket], by(4)))
  valueOf(corpus.write.addLogs([logOf('c', ['third', 'one', 'that', 'is', 'unlike'])]))
  expect(valueOf(corpus.write.undoGesture(null, by(5)))).toMatchObject({ kind: 'decision', undone: true })
  expect(waiting()).toBe(0)
})
