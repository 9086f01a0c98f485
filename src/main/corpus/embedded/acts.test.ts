import * as fc from 'fast-check'
import { copyFileSync, rmSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { corpusInProcess, type CorpusInProcess } from '../../../../tests/builders/corpus-in-process.ts'
import { buildLog, logIdOf } from '../../../../tests/builders/new-log.ts'
import { by, noteTextOf, writeNoteOf } from '../../../../tests/builders/notes.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { makeTempFolder, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import { bucketQuerySchema, type FilterTerm } from '../../../shared/model/bucket.ts'
import { currentRule } from '../../cluster/current-rule.ts'
import {
  actIdSchema,
  bucketIdSchema,
  gestureIdSchema,
  reportId,
  type BucketId,
  type ReportId
} from '../../../shared/model/ids.ts'
import type { Report } from '../../../shared/model/report.ts'
import type { TriageChange } from '../../../shared/model/triage.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let corpus: CorpusInProcess
beforeEach(() => {
  corpus = corpusInProcess(folder)
})
afterEach(() => corpus.close())

const stack = (bug: string, tail = 'tail'): readonly string[] =>
  ['oops', 'step', 'walk', 'flush', 'apply', 'commit', tail].map((part) => `${bug}_${part}`)
/** A log whose own clock says `time`; without one its file alone says when it was. */
const add = (text: string, bug: string, tail?: string, kernel = '6.12.0', time: number | null = null): ReportId => {
  const title = `KASAN: use-after-free in ${bug}_oops`
  const span = { line: 1, startByte: 0, endByte: 1 }
  const stated = time === null ? [] : [{ source: 'log' as const, time, assumes: 'nothing' as const, span }]
  const reports = [buildReport({ title, frames: stack(bug, tail), kernel, stated })]
  valueOf(corpus.write.addLogs([buildLog(text, { modified: 1, reports })]))
  valueOf(corpus.write.settle())
  return reportId(logIdOf(new TextEncoder().encode(text)), 0)
}
const bucketOf = (report: ReportId): BucketId => {
  const found = corpus.read.report(report)
  if (!found) throw new Error(`there is no report ${report}`)
  return found.row.bucket
}
const page = { offset: 0, limit: 1000 }
const query = (given: object = {}) => bucketQuerySchema.parse(given)
const row = (bucket: BucketId) => {
  const found = corpus.read.bucket(bucket)
  if (!found) throw new Error(`there is no bucket ${bucket}`)
  return found
}
const fixed = (release: string | null): TriageChange => ({
  kind: 'status',
  status: { kind: 'fixed', commit: null, title: 'mm: fix it', release }
})

/** All that a person can see of what was said and decided. */
const state = () => ({
  buckets: corpus.read.buckets(query(), page),
  opened: corpus.db.prepare('SELECT id, opened FROM bucket WHERE count > 0 ORDER BY id').all(),
  reports: corpus.read.reports({ bucket: null, text: '' }, page),
  said: corpus.read.buckets(query(), page).rows.map(({ bucket }) => ({
    notes: corpus.read.notes({ kind: 'bucket', bucket }),
    annotations: corpus.read.annotations({ kind: 'bucket', bucket }),
    standing: corpus.read.bucketDetail(bucket)?.decisions.map(({ decision }) => decision)
  }))
})

const undoAll = (): number => {
  for (let turns = 0; ; turns += 1) if (!valueOf(corpus.write.undoGesture(null, by(9)))) return turns
}
const redo = (turns: number): void => {
  for (let turn = 0; turn < turns; turn += 1) expect(valueOf(corpus.write.redoGesture(null, by(9)))).not.toBeNull()
}

const place = fc.nat({ max: 1000 })
const changes: readonly TriageChange[] = [
  { kind: 'status', status: { kind: 'looking' } },
  fixed('6.11'),
  fixed(null),
  { kind: 'status', status: { kind: 'ignored', until: null, reports: 3 } },
  { kind: 'status', status: { kind: 'new' } },
  { kind: 'priority', priority: 'high' },
  { kind: 'priority', priority: 'none' },
  { kind: 'owner', owner: 'Ada' },
  { kind: 'tag', tag: 'net', on: true },
  { kind: 'tag', tag: 'net', on: false },
  { kind: 'tag', tag: 'stable', on: true }
]
const kinds = [
  'note',
  'note',
  'triage',
  'triage',
  'annotate',
  'merge',
  'split',
  'apart',
  'duplicate',
  'undo',
  'redo'
] as const
const actOf = fc.record({ kind: fc.constantFrom(...kinds), a: place, b: place, c: place })
type Act = typeof actOf extends fc.Arbitrary<infer Value> ? Value : never

/** Does something, where it is not refused. */
const perform = (all: readonly ReportId[], { kind, a, b, c }: Act, now: number): void => {
  const pick = (at: number): ReportId => all[at % all.length] ?? ('' as ReportId)
  const [one, two] = [bucketOf(pick(a)), bucketOf(pick(b))]
  switch (kind) {
    case 'note':
      return void writeNoteOf(corpus, one, `text ${c % 7}`, now * 400_000)
    case 'triage':
      return void corpus.write.changeTriage([one, two], changes[c % changes.length] ?? fixed(null), by(now))
    case 'annotate': {
      const there = corpus.read.annotations({ kind: 'report', report: pick(a) }) ?? []
      const old = there[c % (there.length + 1)]
      const place = old?.place ?? { report: pick(a), startLine: 1 + (c % 3), endLine: 3, quote: ['x'], frame: null }
      const over = old ? old.texts.map(({ act }) => act) : []
      const mark = old && c % 2 === 0 ? null : 'remark'
      return void valueOf(
        corpus.write.saveAnnotation(old?.annotation ?? null, place, mark, `remark ${c}`, over, by(now))
      )
    }
    case 'merge':
      return void corpus.write.mergeBuckets(one, [two], by(now))
    case 'split':
      return void corpus.write.splitBucket(one, [pick(a)], by(now))
    case 'apart':
      return void corpus.write.keepApart(one, two, by(now))
    case 'duplicate':
      return void corpus.write.markDuplicate(one, two, by(now))
    case 'undo':
      return void valueOf(corpus.write.undoGesture(null, by(now)))
    case 'redo':
      return void valueOf(corpus.write.redoGesture(null, by(now)))
  }
}

const [runs, length] = [
  Number(process.env['OOPSDESK_ACT_RUNS'] ?? 60),
  Number(process.env['OOPSDESK_ACT_LENGTH'] ?? 12)
]
test('whatever was done, undoing all is the start, and doing all again is the end', { timeout: 3_600_000 }, () => {
  const bugs = ['alpha', 'beta', 'gamma', 'delta']
  const all = bugs.flatMap((bug) => [
    add(bug, bug),
    add(`${bug} again`, bug),
    add(`${bug} other`, bug, 'other', '6.13.0', 5)
  ])
  const start = state()
  corpus.db.pragma('wal_checkpoint(TRUNCATE)')
  const kept = `${corpus.file}.start`
  copyFileSync(corpus.file, kept)
  let now = 10
  fc.assert(
    fc.property(fc.array(actOf, { maxLength: length, size: 'max' }), (acts) => {
      // Each run on a corpus of its own, so that a failing one leaves nothing behind for those that make it smaller.
      corpus.close()
      corpus = corpusInProcess(folder, currentRule, kept)
      for (const act of acts) perform(all, act, (now += 1))
      const end = state()
      const turns = undoAll()
      expect(state()).toEqual(start)
      redo(turns)
      expect(state()).toEqual(end)
      undoAll()
      expect(state()).toEqual(start)
    }),
    { numRuns: runs }
  )
})

const say = (buckets: readonly BucketId[], change: TriageChange): unknown =>
  valueOf(corpus.write.changeTriage(buckets, change, by(1)))

const countedNames = (...terms: readonly FilterTerm[]) => {
  const { tags, owners } = corpus.read.buckets(query({ terms }), page)
  return [...tags.map(({ tag, count }) => [tag, count]), ...owners.map(({ owner, count }) => [owner, count])]
}

test('tags and owners are counted within the rest of the filter, and keep their order', () => {
  const [a, b, c] = ['alpha', 'beta', 'gamma'].map((name) => bucketOf(add(name, name))) as [
    BucketId,
    BucketId,
    BucketId
  ]
  say([a, b], { kind: 'tag', tag: 'net', on: true })
  say([b], { kind: 'tag', tag: 'constructor', on: true })
  say([a], { kind: 'owner', owner: 'Ann' })
  say([b, c], { kind: 'owner', owner: 'Bob' })
  expect(countedNames()).toEqual([
    ['net', 2],
    ['constructor', 1],
    ['Bob', 2],
    ['Ann', 1]
  ])
  // Tags are joined by "and", owners by "or".
  expect(countedNames({ field: 'owner', values: ['Ann'], not: false })).toEqual([
    ['net', 1],
    ['constructor', 0],
    ['Bob', 2],
    ['Ann', 1]
  ])
  expect(countedNames({ field: 'tag', values: ['constructor'], not: false })).toEqual([
    ['net', 1],
    ['constructor', 1],
    ['Bob', 1],
    ['Ann', 0]
  ])
  expect(countedNames({ field: 'text', values: ['nothing so'], not: false })).toEqual([
    ['net', 0],
    ['constructor', 0],
    ['Bob', 0],
    ['Ann', 0]
  ])
})

test('a change of many buckets is one gesture, and changes nothing that is so already', () => {
  const [a, b] = [add('a', 'alpha'), add('b', 'beta')].map(bucketOf) as [BucketId, BucketId]
  const change: TriageChange = { kind: 'tag', tag: 'net', on: true }
  expect(valueOf(corpus.write.changeTriage([a], change, by(1)))).toMatchObject({ changed: 1 })
  expect(valueOf(corpus.write.changeTriage([a], change, by(2)))).toEqual({ gesture: null, changed: 0 })
  const both = valueOf(corpus.write.changeTriage([a, b], { kind: 'priority', priority: 'high' }, by(3)))
  expect(both.changed).toBe(2)
  expect(
    corpus.read.buckets(query({ terms: [{ field: 'tag', values: ['net'] }] }), page).rows.map(({ bucket }) => bucket)
  ).toEqual([a])
  expect(corpus.read.buckets(query(), page)).toMatchObject({ tags: [{ tag: 'net', count: 1 }], statuses: { new: 2 } })
  expect(corpus.read.activity(null, page)).toMatchObject({
    total: 2,
    rows: [{ text: 'set the priority to high', count: 2, gesture: both.gesture }, { text: 'added the tag net' }],
    undo: { gesture: both.gesture },
    redo: null
  })
  expect(valueOf(corpus.write.undoGesture(null, by(4)))).toMatchObject({ gesture: both.gesture, undone: true })
  expect([row(a), row(b)].map(({ triage }) => triage.priority)).toEqual(['none', 'none'])
  expect(corpus.read.activity(b, page)).toMatchObject({
    total: 1,
    rows: [{ undone: true }],
    redo: { gesture: both.gesture }
  })
})

test('a merged bucket keeps its own status, has the tags of both, and shows that of the other where it has none', () => {
  const [a, b, c] = [add('a', 'alpha'), add('b', 'beta'), add('c', 'gamma')].map(bucketOf) as [
    BucketId,
    BucketId,
    BucketId
  ]
  valueOf(corpus.write.changeTriage([a], { kind: 'status', status: { kind: 'confirmed' } }, by(1)))
  valueOf(corpus.write.changeTriage([a], { kind: 'tag', tag: 'net', on: true }, by(2)))
  valueOf(corpus.write.changeTriage([b], { kind: 'status', status: { kind: 'invalid', reason: '' } }, by(3)))
  valueOf(corpus.write.changeTriage([b], { kind: 'tag', tag: 'mm', on: true }, by(4)))
  valueOf(corpus.write.changeTriage([b], { kind: 'owner', owner: 'Ada' }, by(5)))
  valueOf(corpus.write.mergeBuckets(a, [b], by(6)))
  expect(row(a).triage).toMatchObject({ status: { kind: 'confirmed' }, tags: ['mm', 'net'], owner: 'Ada' })
  valueOf(corpus.write.mergeBuckets(c, [a], by(7)))
  expect(row(c).triage).toMatchObject({ tags: ['mm', 'net'], owner: 'Ada' })
  undoAll()
  expect([a, b, c].map((bucket) => row(bucket).triage.tags)).toEqual([[], [], []])
})

test('a fixed bucket came back when a kernel with the fix has it, as a report is imported', () => {
  const seen = Date.parse('2024-11-20T00:00Z')
  const [a, b] = [add('a', 'alpha', 'tail', '6.10.0', seen), add('b', 'beta', 'tail', '6.10.0', seen)].map(
    bucketOf
  ) as [BucketId, BucketId]
  valueOf(corpus.write.changeTriage([a], fixed('6.12-rc3'), by(seen + 1)))
  valueOf(corpus.write.changeTriage([b], fixed(null), by(seen + 1)))
  const back = () => [a, b].map((bucket) => row(bucket).triage.cameBack)
  expect(back()).toEqual([null, null])
  add('a older', 'alpha', 'tail', '6.12.0-rc2', seen + 2)
  add('b older', 'beta', 'tail', '6.10.0', seen + 2)
  expect(back()).toEqual([null, null])
  add('a newer', 'alpha', 'tail', '6.12.0-rc3-syzkaller', seen + 3)
  add('b newer', 'beta', 'tail', '6.11.0', seen + 3)
  expect(back()).toMatchObject([{ certain: true }, { certain: false }])
  expect(corpus.read.buckets(query({ terms: [{ field: 'status', values: ['came-back'] }] }), page)).toMatchObject({
    total: 2,
    statuses: { 'came-back': 2 }
  })
})

test('a file that was copied brings no fixed bucket back, nor does a year that is taken from it', () => {
  const day = 86_400_000
  const since = Date.parse('2024-11-20T00:00Z')
  const bucket = bucketOf(add('a', 'alpha', 'tail', '6.10.0', since - day))
  valueOf(corpus.write.changeTriage([bucket], fixed(null), by(since)))
  const unpacked = (text: string, stated: Report['times'] = []) => {
    const title = 'KASAN: use-after-free in alpha_oops'
    const reports = [buildReport({ title, frames: stack('alpha'), kernel: '6.11.0', stated })]
    valueOf(corpus.write.addLogs([buildLog(text, { modified: since + 200 * day, reports })]))
    valueOf(corpus.write.settle())
  }
  unpacked('b')
  const span = { line: 1, startByte: 0, endByte: 1 }
  unpacked('c', [{ source: 'prefix', time: Date.parse('2000-12-01T00:00Z'), assumes: 'year', span }])
  expect(row(bucket)).toMatchObject({ count: 3, triage: { cameBack: null } })
  add('d', 'alpha', 'tail', '6.11.0', since + day)
  expect(row(bucket).triage.cameBack).toEqual({
    certain: false,
    text: 'It was seen on 6.11.0 after it was called fixed, and on nothing newer than 6.10.0 before.'
  })
})

test('typing that goes on is one gesture, and undoing it is as before the first key', () => {
  const bucket = bucketOf(add('a', 'alpha'))
  writeNoteOf(corpus, bucket, 'before', 1)
  writeNoteOf(corpus, bucket, 'a', 1_000_000)
  writeNoteOf(corpus, bucket, 'ab', 1_001_000)
  writeNoteOf(corpus, bucket, 'abc', 1_002_000)
  expect(corpus.read.activity(bucket, page)?.total).toBe(2)
  valueOf(corpus.write.undoGesture(null, by(2_000_000)))
  expect(noteTextOf(corpus, bucket)).toBe('before')
  valueOf(corpus.write.redoGesture(null, by(2_000_001)))
  expect(noteTextOf(corpus, bucket)).toBe('abc')
  writeNoteOf(corpus, bucket, 'abcd', 2_000_002)
  expect(valueOf(corpus.write.redoGesture(null, by(2_000_003)))).toBeNull()
})

test('an annotation that one removed and another changed is written over as what is seen of it', () => {
  const report = add('a', 'alpha')
  const place = { report, startLine: 1, endLine: 1, quote: ['x'], frame: null }
  const annotation = valueOf(corpus.write.saveAnnotation(null, place, 'remark', 'first', [], by(1)))
  const of = { kind: 'report', report } as const
  const acts = () => corpus.read.acts(null, '', 100).acts.map(({ act }) => act)
  const [first] = acts()
  if (first?.deed.kind !== 'annotation') throw new Error('no annotation')
  // Elsewhere it was removed, here it is changed.
  const removal = { ...first, act: actIdSchema.parse('0'.repeat(16)), gesture: gestureIdSchema.parse('0'.repeat(16)) }
  const over = [first.act]
  valueOf(corpus.write.saveAnnotation(annotation, place, 'remark', 'changed', over, by(2)))
  valueOf(corpus.write.adoptActs([{ ...removal, time: 3, deed: { ...first.deed, mark: null, text: '', over } }], []))
  const shown = corpus.read.annotations(of)?.[0]
  expect(shown?.texts.map(({ text }) => text)).toEqual(['changed'])
  const seen = shown?.texts.map(({ act }) => act) ?? []
  valueOf(corpus.write.saveAnnotation(annotation, place, 'remark', 'kept', seen, by(4)))
  expect(corpus.read.annotations(of)?.[0]?.texts.map(({ text }) => text)).toEqual(['kept'])
})

test('who takes the first report out of a bucket that has grown leaves there what was said since', () => {
  const first = add('first', 'alpha', 'first')
  const bucket = bucketOf(first)
  valueOf(corpus.write.changeTriage([bucket], { kind: 'status', status: { kind: 'looking' } }, by(1)))
  writeNoteOf(corpus, bucket, 'begun with one report', 2)
  for (let number = 0; number < 9; number += 1) add(`more ${number}`, 'alpha')
  writeNoteOf(corpus, bucket, 'written on ten reports', 1_000_000)
  valueOf(corpus.write.changeTriage([bucket], { kind: 'owner', owner: 'Ada' }, by(1_000_001)))
  const { bucket: own } = valueOf(corpus.write.splitBucket(bucket, [first], by(1_000_002)))
  expect(row(bucket)).toMatchObject({ count: 9, triage: { owner: 'Ada' } })
  expect(noteTextOf(corpus, bucket)).toBe('written on ten reports')
  expect(row(own)).toMatchObject({ count: 1, triage: { owner: '' } })
})

test('a note that is typed while its bucket comes apart is saved on the bucket that it is of', () => {
  const [a, b] = [add('a', 'alpha'), add('b', 'beta')].map(bucketOf) as [BucketId, BucketId]
  const note = writeNoteOf(corpus, b, 'of beta', 1)
  valueOf(corpus.write.mergeBuckets(a, [b], by(2)))
  valueOf(corpus.write.undoGesture(null, by(3)))
  const over = note.texts.map(({ act }) => act)
  const of = { kind: 'bucket', bucket: a } as const
  const saved = valueOf(corpus.write.saveNote(of, note.note, 'of beta, typed on', over, by(4)))
  expect(saved).toMatchObject({ of: { bucket: b }, texts: [{ text: 'of beta, typed on' }] })
  expect([noteTextOf(corpus, a), noteTextOf(corpus, b)]).toEqual(['', 'of beta, typed on'])
})

test('a note that went into another bucket keeps its own heading when it is edited there', () => {
  const [a, b] = [add('a', 'alpha'), add('b', 'beta')].map(bucketOf) as [BucketId, BucketId]
  const note = writeNoteOf(corpus, b, 'of beta', 1)
  valueOf(corpus.write.mergeBuckets(a, [b], by(2)))
  const over = note.texts.map(({ act }) => act)
  valueOf(corpus.write.saveNote({ kind: 'bucket', bucket: a }, note.note, 'more', over, by(3)))
  expect(corpus.read.notes({ kind: 'bucket', bucket: a })).toMatchObject([
    { from: 'KASAN: use-after-free in beta_oops', texts: [{ text: 'more' }] }
  ])
})

test('what was said of a bucket under a former name of it is its own', () => {
  const report = add('a', 'alpha')
  const bucket = bucketOf(report)
  writeNoteOf(corpus, bucket, 'known', 1)
  valueOf(corpus.write.changeTriage([bucket], { kind: 'status', status: { kind: 'confirmed' } }, by(2)))
  const other = bucketIdSchema.parse('0123456789ab')
  valueOf(corpus.write.adoptActs([], [{ bucket: other, opened: 1, reports: [report] }]))
  expect(bucketOf(report)).toBe(other)
  expect(row(other).triage.status).toEqual({ kind: 'confirmed' })
  expect(corpus.read.notes({ kind: 'bucket', bucket: other })).toMatchObject([{ from: null }])
  // The newest word counts, under whatever name it was said.
  valueOf(corpus.write.changeTriage([other], { kind: 'status', status: { kind: 'looking' } }, by(3)))
  expect(row(other).triage.status).toEqual({ kind: 'looking' })
})

test('calling a bucket fixed again answers that it came back', () => {
  const seen = Date.parse('2024-11-20T00:00Z')
  const bucket = bucketOf(add('a', 'alpha', 'tail', '6.10.0', seen))
  valueOf(corpus.write.changeTriage([bucket], fixed(null), by(seen + 1)))
  add('b', 'alpha', 'tail', '6.11.0', seen + 2)
  expect(row(bucket).triage.cameBack).toMatchObject({ certain: false })
  expect(valueOf(corpus.write.changeTriage([bucket], fixed(null), by(seen + 3))).changed).toBe(1)
  expect(row(bucket).triage.cameBack).toBeNull()
})
