import * as fc from 'fast-check'
import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { corpusInProcess, partitionOf, type CorpusInProcess } from '../../../../tests/builders/corpus-in-process.ts'
import { buildLog, logIdOf } from '../../../../tests/builders/new-log.ts'
import { by, noteTextOf, writeNoteOf } from '../../../../tests/builders/notes.ts'
import { buildReport, type ReportParts } from '../../../../tests/builders/report.ts'
import { failureOf, makeTempFolder, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import { currentRule } from '../../cluster/current-rule.ts'
import { bucketQuerySchema } from '../../../shared/model/bucket.ts'
import { bucketIdSchema, reportId, type BucketId, type ReportId } from '../../../shared/model/ids.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const page = { offset: 0, limit: 1000 }
const stack = (bug: string, tail = 'tail'): readonly string[] =>
  ['oops', 'step', 'walk', 'flush', 'apply', 'commit', tail].map((part) => `${bug}_${part}`)
const crash = (bug: string, parts: ReportParts = {}): ReportParts => ({
  title: `KASAN: use-after-free in ${bug}_oops`,
  frames: stack(bug),
  ...parts
})

let corpus: CorpusInProcess
beforeEach(() => {
  corpus = corpusInProcess(folder)
})
afterEach(() => corpus.close())

/** Imports one log with one report, settled; its text makes it another log. */
const add = (text: string, parts: ReportParts): ReportId => {
  valueOf(corpus.write.addLogs([buildLog(text, { reports: [buildReport(parts)] })]))
  valueOf(corpus.write.settle())
  return reportId(logIdOf(new TextEncoder().encode(text)), 0)
}
const bucketOf = (report: ReportId): BucketId => {
  const found = corpus.read.report(report)
  if (!found) throw new Error(`there is no report ${report}`)
  return found.row.bucket
}
const together = (...reports: readonly ReportId[]): boolean => new Set(reports.map(bucketOf)).size === 1
const regroup = () => {
  valueOf(corpus.write.regroupStart())
  while (true) {
    const { done, of } = valueOf(corpus.write.regroupStep())
    if (done >= of) return valueOf(corpus.write.regroupFinish())
  }
}
const counts = () =>
  corpus.read
    .buckets(bucketQuerySchema.parse({}), page)
    .rows.map(({ bucket, count, files, title, kernels }) => ({ bucket, count, files, title, kernels }))
const note = (bucket: BucketId): string => noteTextOf(corpus, bucket) ?? 'none'

test('a merge binds what is imported later, and stands when all is grouped anew or parsed anew', () => {
  const [a, b] = [add('a', crash('alpha')), add('b', crash('beta'))]
  expect(together(a, b)).toBe(false)
  const [into, gone] = [bucketOf(a), bucketOf(b)]
  const merged = valueOf(corpus.write.mergeBuckets(into, [gone], by(1000)))
  expect(merged).toMatchObject({ bucket: into, decision: { made: 1000, what: { kind: 'same' } } })
  expect(merged.decision.text).toBe(
    '"KASAN: use-after-free in beta_oops" (1 report) merged into "KASAN: use-after-free in alpha_oops" (1 report).'
  )
  const later = add('later', crash('beta'))
  expect(together(a, b, later)).toBe(true)
  expect(bucketOf(a)).toBe(into)
  regroup()
  expect(together(a, b, later)).toBe(true)
  const log = logIdOf(new TextEncoder().encode('b'))
  valueOf(corpus.write.replaceReports(log, 2, [buildReport(crash('beta', { frames: stack('beta', 'other') }))]))
  expect(together(a, b, later)).toBe(true)
  expect(corpus.read.bucketDetail(into)).toMatchObject({
    row: { bucket: into, count: 3 },
    reason: 'Joined by your decision of 1970-01-01.',
    decisions: [{ decision: merged.decision.decision }]
  })
  expect(valueOf(corpus.read.why(a, b))).toMatchObject({ together: true })
  expect(valueOf(corpus.read.why(a, b)).reasons[0]).toMatchObject({ kind: 'decision', weighs: 'for' })
})

test('the id of a bucket that was merged leads to the one it went into, in all that takes an id', () => {
  const [a, b, c] = [add('a', crash('alpha')), add('b', crash('beta')), add('c', crash('gamma'))]
  const [first, second, third] = [bucketOf(a), bucketOf(b), bucketOf(c)]
  valueOf(corpus.write.mergeBuckets(second, [first], by(1)))
  valueOf(corpus.write.mergeBuckets(third, [second], by(2)))
  for (const id of [first, second, third]) {
    expect(corpus.read.bucket(id)).toMatchObject({ bucket: third, count: 3, files: 3 })
    expect(corpus.read.bucketDetail(id)?.row.bucket).toBe(third)
    expect(corpus.read.reports({ bucket: id, text: '' }, page).total).toBe(3)
    expect(corpus.read.stackTree(id)?.reports).toBe(3)
    expect(corpus.read.notes({ kind: 'bucket', bucket: id })).toEqual([])
  }
  expect(writeNoteOf(corpus, first, 'typed where it was', 3).of).toEqual({ kind: 'bucket', bucket: third })
  expect(corpus.read.bucket(bucketIdSchema.parse('000000000000'))).toBeNull()
})

test('the notes of both stand beside each other in a merged bucket, and an undo parts them again', () => {
  const [a, b] = [add('a', crash('alpha')), add('b', crash('beta'))]
  const [into, gone] = [bucketOf(a), bucketOf(b)]
  writeNoteOf(corpus, into, 'of alpha', 1)
  const beta = writeNoteOf(corpus, gone, 'of beta', 1)
  const merge = () => valueOf(corpus.write.mergeBuckets(into, [gone], by(2))).decision.decision
  const first = merge()
  expect(note(into)).toBe('of alpha\nof beta')
  expect(note(gone)).toBe('of alpha\nof beta')
  expect(corpus.read.notes({ kind: 'bucket', bucket: into })).toMatchObject([
    { from: null },
    { from: 'KASAN: use-after-free in beta_oops', of: { bucket: into } }
  ])
  valueOf(corpus.write.undoDecision(first, by(3)))
  expect([note(into), note(gone)]).toEqual(['of alpha', 'of beta'])
  expect([bucketOf(a), bucketOf(b)]).toEqual([into, gone])

  const second = merge()
  // What is typed into the other's note where both are shown goes with it.
  const over = beta.texts.map(({ act }) => act)
  valueOf(corpus.write.saveNote({ kind: 'bucket', bucket: into }, beta.note, 'of beta, and more', over, by(4)))
  valueOf(corpus.write.undoDecision(second, by(5)))
  expect([note(into), note(gone)]).toEqual(['of alpha', 'of beta, and more'])
  expect(corpus.read.bucket(gone)?.hasNote).toBe(true)
})

test('reports taken out of their bucket are one of their own, though they share a signature with what stays', () => {
  const reports = ['a', 'b', 'c', 'd'].map((text) => add(text, crash('alpha')))
  const [a, b, c, d] = reports as [ReportId, ReportId, ReportId, ReportId]
  const whole = bucketOf(a)
  const split = valueOf(corpus.write.splitBucket(whole, [a, b], by(1)))
  expect(split.decision.text).toBe('2 reports taken out of "KASAN: use-after-free in alpha_oops" (4 reports).')
  const holds = () => {
    expect(together(a, b)).toBe(true)
    expect(together(c, d)).toBe(true)
    expect(together(a, c)).toBe(false)
    expect([bucketOf(a), bucketOf(c)]).toEqual([split.bucket, whole])
  }
  holds()
  const later = add('later', crash('alpha'))
  expect(together(later, c)).toBe(true)
  regroup()
  holds()
  valueOf(corpus.write.replaceReports(logIdOf(new TextEncoder().encode('a')), 2, [buildReport(crash('alpha'))]))
  holds()
  expect(corpus.read.bucketDetail(split.bucket)?.reason).toBe(
    '2 reports with the same title and call trace, taken out by your decision of 1970-01-01.'
  )
  expect(corpus.read.why(a, c)).toMatchObject({
    value: { together: false, sentence: 'You decided on 1970-01-01 that they are not the same.' }
  })
  valueOf(corpus.write.undoDecision(split.decision.decision, by(2)))
  expect(together(a, b, c, d, later)).toBe(true)
  expect(bucketOf(a)).toBe(whole)
  expect(corpus.read.bucket(split.bucket)?.bucket).toBe(whole)
})

test('a split leaves something, of its own bucket', () => {
  const [a, b] = [add('a', crash('alpha')), add('b', crash('beta'))]
  expect(failureOf(corpus.write.splitBucket(bucketOf(a), [a], by(1)))).toMatchObject({ kind: 'nothing-left' })
  expect(failureOf(corpus.write.splitBucket(bucketOf(a), [b], by(1)))).toMatchObject({ kind: 'not-found', id: b })
  expect(corpus.read.decisions()).toEqual([])
})

test('two buckets that are not the same stay apart, though the rule would join them when they grow alike', () => {
  const near = crash('alpha', { frames: stack('alpha', 'elsewhere') })
  const a = add('a', crash('alpha'))
  const control = corpusInProcess(folder)
  valueOf(
    control.write.addLogs([
      buildLog('a', { reports: [buildReport(crash('alpha'))] }),
      buildLog('n', { reports: [buildReport(near)] })
    ])
  )
  valueOf(control.write.settle())
  expect(partitionOf(control)).toHaveLength(1)
  control.close()

  const b = add('b', near)
  expect(together(a, b)).toBe(true)
  const split = valueOf(corpus.write.splitBucket(bucketOf(a), [b], by(1)))
  const apart = valueOf(corpus.write.keepApart(bucketOf(a), bucketOf(b), by(2)))
  valueOf(corpus.write.undoDecision(split.decision.decision, by(3)))
  expect(together(a, b)).toBe(false)
  expect(valueOf(corpus.read.why(a, b)).reasons[0]).toMatchObject({ kind: 'decision', weighs: 'against' })
  valueOf(corpus.write.undoDecision(apart.decision, by(4)))
  expect(together(a, b)).toBe(true)
  expect(corpus.read.decisions()).toEqual([])
})

test('the last of two decisions that contradict each other holds, and the first again when it is undone', () => {
  const [a, b, c] = [add('a', crash('alpha')), add('b', crash('beta')), add('c', crash('gamma'))]
  valueOf(corpus.write.mergeBuckets(bucketOf(a), [bucketOf(b), bucketOf(c)], by(1)))
  const split = valueOf(corpus.write.splitBucket(bucketOf(a), [b], by(2)))
  expect([together(a, c), together(a, b)]).toEqual([true, false])
  const again = valueOf(corpus.write.mergeBuckets(bucketOf(b), [bucketOf(a)], by(3)))
  expect(together(a, b, c)).toBe(true)
  valueOf(corpus.write.undoDecision(again.decision.decision, by(4)))
  expect([together(a, c), together(a, b)]).toEqual([true, false])
  valueOf(corpus.write.undoDecision(split.decision.decision, by(5)))
  expect(together(a, b, c)).toBe(true)
})

test('a duplicate stays a bucket, names the other, and never goes round in a circle', () => {
  const [a, b, c] = [add('a', crash('alpha')), add('b', crash('beta')), add('c', crash('gamma'))].map(bucketOf) as [
    BucketId,
    BucketId,
    BucketId
  ]
  const mark = valueOf(corpus.write.markDuplicate(a, b, by(1)))
  valueOf(corpus.write.markDuplicate(b, c, by(2)))
  expect(corpus.read.bucketDetail(a)).toMatchObject({ duplicateOf: { bucket: b }, decisions: [mark] })
  expect(corpus.read.bucketDetail(b)).toMatchObject({ duplicateOf: { bucket: c }, duplicates: [{ bucket: a }] })
  expect(failureOf(corpus.write.markDuplicate(c, a, by(3))).kind).toBe('duplicate-cycle')
  expect(failureOf(corpus.write.markDuplicate(a, a, by(3))).kind).toBe('duplicate-cycle')
  valueOf(corpus.write.undoDecision(mark.decision, by(4)))
  expect(corpus.read.bucketDetail(a)).toMatchObject({ duplicateOf: null, decisions: [] })
  expect(failureOf(corpus.write.undoDecision(mark.decision, by(5)))).toMatchObject({
    kind: 'not-found',
    what: 'decision'
  })
})

test('what was decided before a kill is there after it, and settles what the kill left', () => {
  const [a, b] = [add('a', crash('alpha')), add('b', crash('beta'))]
  valueOf(corpus.write.mergeBuckets(bucketOf(a), [bucketOf(b)], by(1)))
  // An import that is killed has not come to settle what it added.
  valueOf(corpus.write.addLogs([buildLog('late', { reports: [buildReport(crash('delta'))] })]))
  corpus.db.prepare(`UPDATE unit SET settled = 0`).run()
  corpus = corpus.reopened(currentRule)
  const c = add('c', crash('beta'))
  expect(together(a, b, c)).toBe(true)
  expect(corpus.db.prepare('SELECT count(*) FROM unit WHERE settled = 0').pluck().get()).toBe(0)
})

test('whatever is decided, undoing all of it restores every bucket and its reports', { timeout: 120_000 }, () => {
  const bugs = ['alpha', 'beta', 'gamma', 'delta']
  const all = bugs.flatMap((bug) =>
    [0, 1, 2].map((at) => add(`${bug} ${at}`, crash(bug, at === 2 ? { frames: stack(bug, 'x') } : {})))
  )
  const state = () => all.map((report) => [report, bucketOf(report)])
  const index = fc.nat({ max: all.length - 1 })
  const act = fc.oneof(
    fc.record({ kind: fc.constant('merge' as const), a: index, b: index }),
    fc.record({ kind: fc.constant('split' as const), a: index, b: index }),
    fc.record({ kind: fc.constant('apart' as const), a: index, b: index })
  )
  const at = (place: number): ReportId => all[place] ?? ('' as ReportId)
  fc.assert(
    fc.property(fc.array(act, { maxLength: 6 }), fc.boolean(), (acts, newestFirst) => {
      const [before, listed] = [state(), counts()]
      const made: string[] = []
      for (const { kind, a, b } of acts) {
        const [one, two] = [bucketOf(at(a)), bucketOf(at(b))]
        const merged = kind === 'merge' ? corpus.write.mergeBuckets(one, [two], by(1)) : null
        const split = kind === 'split' ? corpus.write.splitBucket(one, [at(a)], by(1)) : null
        const apart = kind === 'apart' ? corpus.write.keepApart(one, two, by(1)) : null
        if (merged?.ok) made.push(merged.value.decision.decision)
        if (split?.ok) made.push(split.value.decision.decision)
        if (apart?.ok) made.push(apart.value.decision)
      }
      for (const decision of newestFirst ? made.toReversed() : made) valueOf(corpus.write.undoDecision(decision, by(2)))
      expect(partitionOf(corpus)).toHaveLength(4)
      expect(state()).toEqual(before)
      expect(counts()).toEqual(listed)
    }),
    { numRuns: 60 }
  )
})
