import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { corpusInProcess, type CorpusInProcess } from '../../../../tests/builders/corpus-in-process.ts'
import { buildLog, logIdOf } from '../../../../tests/builders/new-log.ts'
import { by } from '../../../../tests/builders/notes.ts'
import { buildReport, type ReportParts } from '../../../../tests/builders/report.ts'
import { makeTempFolder, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import { reportId, type BucketId, type ReportId } from '../../../shared/model/ids.ts'
import type { Report } from '../../../shared/model/report.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let corpus: CorpusInProcess
beforeEach(() => {
  corpus = corpusInProcess(folder)
})
afterEach(() => corpus.close())

const day = 86_400_000
const start = Date.UTC(2024, 2, 1)
const frames = ['oops', 'step', 'walk', 'flush', 'apply', 'commit']
const parts: ReportParts = { title: 'WARNING in oops', frames }

const add = (text: string, report: Report, modified = start): ReportId => {
  valueOf(corpus.write.addLogs([buildLog(text, { modified, reports: [report] })]))
  valueOf(corpus.write.settle())
  return reportId(logIdOf(new TextEncoder().encode(text)), 0)
}
const bucketOf = (report: ReportId): BucketId => {
  const found = corpus.read.report(report)
  if (!found) throw new Error(`there is no report ${report}`)
  return found.row.bucket
}
const detailOf = (report: ReportId) => {
  const detail = corpus.read.bucketDetail(bucketOf(report))
  if (!detail) throw new Error('there is no such bucket')
  return detail
}

test('a bucket says why its reports are together, and counts their titles', () => {
  const a = add('a', buildReport(parts))
  add('b', buildReport({ ...parts, command: 'dd' }))
  expect(detailOf(a)).toMatchObject({
    reason: '2 reports with the same title and call trace.',
    titles: [{ title: 'WARNING in oops', count: 2 }],
    maybeOther: [],
    duplicateOf: null,
    decisions: []
  })
  add('c', buildReport({ ...parts, title: 'WARNING in step', frame: 'oops' }))
  expect(detailOf(a).titles).toEqual([
    { title: 'WARNING in oops', count: 2 },
    { title: 'WARNING in step', count: 1 }
  ])
  expect(detailOf(a).reason).toMatch(
    /^3 reports of 2 signatures that are alike; the two least alike are one bug with a chance of \d\d? %\.$/
  )
})

test('a bucket is named by the most frequent title, never by a torn one where there is another', () => {
  const a = add('a', buildReport(parts))
  for (const text of ['b', 'c', 'd'])
    add(text, buildReport({ ...parts, title: 'WARNING in corrupted', corrupted: true }))
  const { row, titles } = detailOf(a)
  expect(titles.map(({ title }) => title).sort()).toEqual(['WARNING in corrupted', 'WARNING in oops'])
  expect(row).toMatchObject({ title: 'WARNING in oops', count: 4, frame: 'oops', callers: ['step', 'walk'] })
})

test('torn reports without a call trace stand apart, each for itself', () => {
  const torn = { title: 'general protection fault', frames: [], corrupted: true }
  const [a, b] = [add('a', buildReport(torn)), add('b', buildReport(torn))]
  expect(bucketOf(a)).not.toBe(bucketOf(b))
  expect(detailOf(a).reason).toBe('1 report cut or torn, without a call trace: needs a look.')
})

test('a gap of half a year is shown, as what comes back so late may be another bug', () => {
  const [old, middle] = [add('a', buildReport(parts)), add('b', buildReport(parts), start + 10 * day)]
  const late = add('c', buildReport(parts), start + 300 * day)
  expect(bucketOf(late)).toBe(bucketOf(old))
  expect(detailOf(old).maybeOther).toMatchObject([{ kind: 'date', report: middle, against: late, count: 2 }])
  expect(detailOf(old).maybeOther[0]?.text).toContain('290 days')
  expect(corpus.read.timeline(bucketOf(old))).toEqual({
    points: [start, start + 10 * day, start + 300 * day].map((at) => ({ day: at, kernel: '6.15.0-rc7', count: 1 }))
  })
})

test('reports that were put with others that they are little like are shown', () => {
  const [a, b] = [
    add('a', buildReport(parts)),
    add('b', buildReport({ title: 'BUG: quite other', frames: ['x', 'y', 'z'] }))
  ]
  add('c', buildReport(parts))
  valueOf(corpus.write.mergeBuckets(bucketOf(a), [bucketOf(b)], by(1)))
  expect(detailOf(a).maybeOther).toMatchObject([{ kind: 'stack', report: b, count: 1 }])
})

const withInline = (report: Report): Report => ({
  ...report,
  stacks: report.stacks.map((stack) => ({
    ...stack,
    frames: stack.frames.map((frame, place) => ({
      ...frame,
      reliable: frame.function !== 'guess',
      inlined: place === 1 ? [{ function: 'inner', source: { file: 'lib/inner.h', line: 7 }, span: frame.span }] : []
    }))
  }))
})

const withTail = (tail: readonly string[]) =>
  withInline(buildReport({ title: 'WARNING in oops', frames: ['oops', 'step', 'walk', ...tail] }))

test('the stack tree merges call traces from the crash outwards, inline frames included, and parts where they part', () => {
  const a = add('a', withTail(['guess', 'one', 'two']))
  const b = add('b', withTail(['one', 'two']), start + day)
  const c = add('c', withTail(['one', 'three']), start + 2 * day)
  expect(new Set([a, b, c].map(bucketOf)).size).toBe(1)
  const tree = corpus.read.stackTree(bucketOf(a))
  expect(tree?.reports).toBe(3)
  expect(tree?.leftOut).toBe(0)
  expect(tree?.nodes.map(({ function: name, parent, count }) => [name, parent, count])).toEqual([
    ['oops', null, 3],
    ['inner', 0, 3],
    ['step', 1, 3],
    ['walk', 2, 3],
    ['one', 3, 3],
    ['two', 4, 2],
    ['three', 4, 1]
  ])
  expect(tree?.nodes[1]).toMatchObject({ place: 'lib/inner.h:7', report: c })
  expect(tree?.nodes[5]?.report).toBe(b)
})

const traps = (frame: string) => buildReport({ title: 'BUG: trap', frame, frames: ['step', 'walk', 'one', 'two'] })

test('the stack tree begins at the function that trapped, which is not in its call trace', () => {
  const a = add('a', traps('oops'))
  add('b', traps('oops.isra.0'))
  const tree = corpus.read.stackTree(bucketOf(a))
  expect(tree?.nodes.map(({ function: name, parent, count }) => [name, parent, count])).toEqual([
    ['oops', null, 2],
    ['step', 0, 2],
    ['walk', 1, 2],
    ['one', 2, 2],
    ['two', 3, 2]
  ])
})

test('a stack tree that is too large loses its rarest ends, and says how many', () => {
  const deep = (tail: number) => [...frames, ...Array.from({ length: 60 }, (_, at) => `path_${tail}_${at}`)]
  const ids = Array.from({ length: 40 }, (_, at) => add(`log ${at}`, buildReport({ ...parts, frames: deep(at) })))
  const [first] = ids
  if (!first) throw new Error('no report')
  for (const other of ids)
    if (bucketOf(other) !== bucketOf(first))
      valueOf(corpus.write.mergeBuckets(bucketOf(first), [bucketOf(other)], by(1)))
  const tree = corpus.read.stackTree(bucketOf(first))
  expect(tree?.nodes).toHaveLength(2000)
  expect(tree?.leftOut).toBe(frames.length + 40 * 60 - 2000)
  expect(tree?.nodes.slice(0, 6).map(({ count }) => count)).toEqual(frames.map(() => 40))
})

test('similar reports and buckets come with scores and reasons, the most alike first', () => {
  const a = add('a', buildReport(parts))
  const near = add('b', buildReport({ ...parts, frames: [...frames.slice(0, 5), 'elsewhere'] }))
  const far = add(
    'c',
    buildReport({ title: 'BUG: in far', frames: ['far', 'u', 'v', 'w', 'x', 'flush', 'y', 'z'], kind: 'hang' })
  )
  add('d', buildReport({ title: 'BUG: nothing alike' }))
  const reports = corpus.read.similarReports({ kind: 'report', report: a }, 10)
  expect(reports?.map(({ report }) => report)).toEqual([near, far])
  expect(reports?.[0]?.score).toBeGreaterThan(reports?.[1]?.score ?? 1)
  expect(reports?.[0]?.reasons.find(({ kind }) => kind === 'crash-stack')).toMatchObject({
    weighs: 'for',
    functions: expect.arrayContaining(['walk', 'flush'])
  })
  const buckets = corpus.read.similarBuckets({ kind: 'report', report: a }, 10)
  expect(buckets?.map(({ bucket }) => bucket.bucket)).toEqual([bucketOf(far)])
  expect(corpus.read.similarBuckets({ kind: 'bucket', bucket: bucketOf(far) }, 1)?.[0]?.bucket.bucket).toBe(bucketOf(a))
  const outside = corpus.read.similarReports({ kind: 'crash', report: buildReport(parts) }, 1)
  expect(outside?.map(({ report }) => report)).toEqual([a])
  expect(corpus.read.similarReports({ kind: 'report', report: reportId(logIdOf(new Uint8Array()), 3) }, 1)).toBeNull()
  expect(corpus.read.why(a, near)).toMatchObject({ value: { together: true } })
  expect(corpus.read.why(a, far)).toMatchObject({ value: { together: false } })
})
