import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { corpusInProcess, type CorpusInProcess } from '../../../../tests/builders/corpus-in-process.ts'
import { buildLog, logIdOf } from '../../../../tests/builders/new-log.ts'
import { by } from '../../../../tests/builders/notes.ts'
import { buildReport, type ReportParts } from '../../../../tests/builders/report.ts'
import { makeTempFolder, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import { bucketQuerySchema } from '../../../shared/model/bucket.ts'
import { reportId, type BucketId, type ReportId } from '../../../shared/model/ids.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let corpus: CorpusInProcess
beforeEach(() => {
  corpus = corpusInProcess(folder)
})
afterEach(() => corpus.close())

const stack = (bug: string): readonly string[] =>
  ['oops', 'step', 'walk', 'flush', 'apply', 'commit', 'tail'].map((part) => `${bug}_${part}`)
const kasan: ReportParts = {
  title: 'KASAN: use-after-free Read in rose_oops',
  kind: 'memory-safety',
  frames: stack('rose')
}
const warning: ReportParts = { title: 'WARNING in gtp_oops', kind: 'warning', frames: stack('gtp') }
const hang: ReportParts = { title: 'INFO: task hung in ext4_oops', kind: 'hang', frames: stack('ext4') }

const add = (text: string, parts: ReportParts): ReportId => {
  valueOf(corpus.write.addLogs([buildLog(text, { reports: [buildReport(parts)] })]))
  valueOf(corpus.write.settle())
  return reportId(logIdOf(new TextEncoder().encode(text)), 0)
}
const many = (text: string, count: number, parts: ReportParts): ReportId => {
  for (let turn = 1; turn < count; turn++) add(`${text} ${turn}`, parts)
  return add(text, parts)
}
const bucketOf = (report: ReportId): BucketId => {
  const found = corpus.read.report(report)
  if (!found) throw new Error(`there is no report ${report}`)
  return found.row.bucket
}
const merge = (into: ReportId, other: ReportId, now: number) =>
  valueOf(corpus.write.mergeBuckets(bucketOf(into), [bucketOf(other)], by(now))).decision.decision
const parseAgain = (text: string, parts: ReportParts): void => {
  const log = logIdOf(new TextEncoder().encode(text))
  valueOf(corpus.write.replaceReports(log, 99, [buildReport(parts)]))
}
const shown = (report: ReportId) => {
  const row = corpus.read.bucket(bucketOf(report))
  const [listed] = corpus.read
    .buckets(bucketQuerySchema.parse({}), { offset: 0, limit: 100 })
    .rows.filter(({ bucket }) => bucket === bucketOf(report))
  expect(listed).toEqual(row)
  return { title: row?.title, kind: row?.kind, frame: row?.frame, count: row?.count }
}

test('a merged bucket is called what the one that was kept is called, although the other has more reports', () => {
  const [few, most] = [add('few', warning), many('most', 3, kasan)]
  const merged = merge(few, most, 1)
  expect(shown(few)).toEqual({ title: 'WARNING in gtp_oops', kind: 'warning', frame: 'gtp_oops', count: 4 })
  // An import into it changes nothing of that.
  many('later', 3, kasan)
  expect(shown(few)).toMatchObject({ title: 'WARNING in gtp_oops', kind: 'warning', count: 7 })
  valueOf(corpus.write.undoDecision(merged, by(2)))
  expect([shown(few), shown(most)]).toMatchObject([
    { title: 'WARNING in gtp_oops', count: 1 },
    { title: 'KASAN: use-after-free Read in rose_oops', kind: 'memory-safety', count: 6 }
  ])
  valueOf(corpus.write.redoGesture(null, by(3)))
  expect(shown(most)).toMatchObject({ title: 'WARNING in gtp_oops', kind: 'warning', count: 7 })
})

test('of several merges the one that was kept last names the bucket', () => {
  const [a, b, c] = [many('a', 4, kasan), many('b', 2, warning), add('c', hang)]
  merge(b, a, 1)
  const second = merge(c, b, 2)
  expect(shown(a)).toMatchObject({ title: 'INFO: task hung in ext4_oops', kind: 'hang', count: 7 })
  valueOf(corpus.write.undoDecision(second, by(3)))
  expect(shown(a)).toMatchObject({ title: 'WARNING in gtp_oops', count: 6 })
  merge(a, c, 4)
  // What was kept of the bucket that stayed now is what was kept of it before.
  expect(shown(a)).toMatchObject({ title: 'WARNING in gtp_oops', count: 7 })
})

test('a torn title gives way to a whole one of what was merged', () => {
  const torn = add('torn', { title: 'WARNING in corrupted', kind: 'warning', frames: stack('torn'), corrupted: true })
  const whole = add('whole', kasan)
  merge(torn, whole, 1)
  expect(shown(torn)).toMatchObject({
    title: 'KASAN: use-after-free Read in rose_oops',
    kind: 'memory-safety',
    count: 2
  })
})

test('a merged bucket is named anew when a log of what was kept is parsed again, and not for one of the other', () => {
  const [few, most] = [add('few', warning), many('most', 3, kasan)]
  merge(few, most, 1)
  parseAgain('most', { ...kasan, title: 'KASAN: use-after-free Write in rose_oops' })
  expect(shown(few)).toMatchObject({ title: 'WARNING in gtp_oops', kind: 'warning', count: 4 })
  parseAgain('few', { ...warning, title: 'WARNING in gtp_step', frames: ['gtp_step', ...stack('gtp')] })
  expect(shown(few)).toMatchObject({ title: 'WARNING in gtp_step', kind: 'warning', frame: 'gtp_step', count: 4 })
})
