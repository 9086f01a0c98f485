import * as fc from 'fast-check'
import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import type { NewLog } from '../../src/main/corpus/corpus.ts'
import { quotedLines } from '../../src/shared/model/annotation.ts'
import type { BucketId, ReportId } from '../../src/shared/model/ids.ts'
import type { Noted } from '../../src/shared/model/note.ts'
import type { TriageChange } from '../../src/shared/model/triage.ts'
import { bundleOf, linesOf, seenOf, takeBundle } from '../builders/bundles.ts'
import { corpusInProcess, type CorpusInProcess } from '../builders/corpus-in-process.ts'
import { buildLog } from '../builders/new-log.ts'
import { by } from '../builders/notes.ts'
import { buildReport } from '../builders/report.ts'
import { makeTempFolder, valueOf } from '../builders/temp-corpus.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** More of them where somebody has the time: `OOPSDESK_BUNDLE_RUNS=500 npx vitest run tests/engine/bundles-merge`. */
const runs = Number(process.env['OOPSDESK_BUNDLE_RUNS'] ?? 15)

const stack = (bug: string, tail: string): readonly string[] =>
  ['oops', 'step', 'walk', 'flush', 'apply', 'commit', tail].map((part) => `${bug}_${part}`)
const logOf = (text: string, bug: string, frames: readonly string[], at: number): NewLog =>
  buildLog(text, {
    file: `/logs/${text}.log`,
    modified: Date.UTC(2024, 0, at % 28),
    reports: [
      buildReport({ title: `KASAN: use-after-free in ${bug}_oops`, frames, kernel: `6.${at % 14}.0`, lines: ['more'] }),
      ...(at % 5 === 0 ? [buildReport({ title: `WARNING in ${bug}_warn`, frames: [`${bug}_warn`, 'shared'] })] : [])
    ]
  })
const bugs = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta']
const first = bugs.flatMap((bug, at) => [
  logOf(bug, bug, stack(bug, 'tail'), at),
  logOf(`${bug} again`, bug, stack(bug, 'tail'), at + 1),
  logOf(`${bug} other`, bug, stack(bug, 'other'), at + 7)
])
/** Copies of what is there, what is like it, what is like two, and what is like nothing. */
const late = bugs.flatMap((bug, at) => [
  logOf(`${bug} late`, bug, stack(bug, 'tail'), at + 3),
  logOf(`${bug} mixed`, bug, [...stack(bug, 'x').slice(0, 4), ...stack(bugs[at + 1] ?? bug, 'x').slice(4)], at + 4),
  logOf(`${bug} new`, `late_${bug}`, stack(`late_${bug}`, 'tail'), at + 5)
])
const logs: ReadonlyMap<string, NewLog> = new Map([...first, ...late].map((log) => [log.log, log]))

const page = { offset: 0, limit: 1000 }
const bucketsOf = ({ read }: CorpusInProcess): readonly BucketId[] =>
  [...new Set(read.reports({ bucket: null, text: '' }, page).rows.map(({ bucket }) => bucket))].sort()
const reportsOf = ({ read }: CorpusInProcess, bucket: BucketId | null = null): readonly ReportId[] =>
  read
    .reports({ bucket, text: '' }, page)
    .rows.map(({ report }) => report)
    .sort()
const pick = <Item>(list: readonly Item[], at: number): Item => {
  const item = list[at % list.length]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}

const changes: readonly TriageChange[] = [
  { kind: 'status', status: { kind: 'looking' } },
  { kind: 'status', status: { kind: 'fixed', commit: null, title: 'mm: fix it', release: '6.4' } },
  { kind: 'status', status: { kind: 'fixed', commit: '1234567', title: null, release: null } },
  { kind: 'status', status: { kind: 'new' } },
  { kind: 'priority', priority: 'high' },
  { kind: 'priority', priority: 'none' },
  { kind: 'owner', owner: 'Ada' },
  { kind: 'tag', tag: 'net', on: true },
  { kind: 'tag', tag: 'net', on: false }
]

const kinds = ['note', 'report-note', 'annotate', 'triage', 'merge', 'split', 'apart', 'mark', 'undo', 'redo'] as const
type Deed = { readonly kind: (typeof kinds)[number]; readonly a: number; readonly b: number }
const place = fc.nat({ max: 1000 })
const deeds = (most: number): fc.Arbitrary<readonly Deed[]> =>
  fc.array(fc.record({ kind: fc.constantFrom(...kinds), a: place, b: place }), { maxLength: most })

/** Does what can be done of a deed; the rest is refused, as it would be on a desk. */
const act = (corpus: CorpusInProcess, { kind, a, b }: Deed, now: number, author: string): void => {
  const { read, write } = corpus
  const who = by(now, author)
  const bucket = pick(bucketsOf(corpus), a)
  const other = pick(bucketsOf(corpus), b)
  const report = pick(reportsOf(corpus), a)
  const words = `${author} ${now} at ${b}`
  switch (kind) {
    case 'note':
    case 'report-note': {
      const of = kind === 'note' ? ({ kind: 'bucket', bucket } as const) : ({ kind: 'report', report } as const)
      const there = read.notes(of) ?? []
      const note = there.length === 0 ? null : pick(there, b)
      const over = note === null ? [] : note.texts.map((text) => text.act)
      return void valueOf(write.saveNote(of, note?.note ?? null, b % 7 === 0 ? '' : words, over, who))
    }
    case 'annotate': {
      const there = read.annotations({ kind: 'report', report }) ?? []
      const one = there.length === 0 || b % 2 === 0 ? null : pick(there, b)
      const at = one?.place ?? {
        report,
        startLine: 1,
        endLine: 1 + (b % quotedLines),
        quote: ['KASAN'],
        frame: { function: 'x', stack: 'crash' }
      }
      const over = one?.texts.map((text) => text.act) ?? []
      return void valueOf(write.saveAnnotation(one?.annotation ?? null, at, b % 5 ? 'remark' : null, words, over, who))
    }
    case 'triage':
      return void valueOf(write.changeTriage(b % 3 ? [bucket] : [...new Set([bucket, other])], pick(changes, b), who))
    case 'merge':
      return void write.mergeBuckets(bucket, [other], who)
    case 'split': {
      const own = reportsOf(corpus, bucket)
      return void write.splitBucket(bucket, own.slice(0, 1 + (b % own.length)), who)
    }
    case 'apart':
      return void write.keepApart(bucket, other, who)
    case 'mark':
      return void (bucket === other ? null : write.markDuplicate(bucket, other, who))
    case 'undo': {
      const rows = read.activity(null, page)?.rows.filter((row) => !row.undone && row.kind !== 'undo') ?? []
      const one = rows.length > 0 && b % 3 === 0 ? pick(rows, a).gesture : null
      return void valueOf(write.undoGesture(one, who))
    }
    case 'redo': {
      const rows = read.activity(null, page)?.rows.filter((row) => row.undone) ?? []
      const one = rows.length > 0 && b % 3 === 0 ? pick(rows, a).gesture : null
      return void valueOf(write.redoGesture(one, who))
    }
  }
}

const doAll = (corpus: CorpusInProcess, list: readonly Deed[], start: number, author: string): void => {
  for (const [at, deed] of list.entries()) act(corpus, deed, start + at * 1000, author)
}
const add = (corpus: CorpusInProcess, list: readonly NewLog[]): void => {
  valueOf(corpus.write.addLogs(list))
  valueOf(corpus.write.settle())
}
const fresh = (): CorpusInProcess => corpusInProcess(folder)
const end = (...list: readonly CorpusInProcess[]): void => {
  for (const { close, file } of list) {
    close()
    rmSync(file)
  }
}

/** The acts whose texts are shown. */
const shown = ({ read }: CorpusInProcess, of: Noted): readonly string[] =>
  (read.notes(of) ?? []).flatMap(({ texts }) => texts.map(({ act: one }) => one))

/** What tells two bundles apart, line by line. */
const told = (bundle: Buffer): readonly string[] =>
  linesOf(bundle).flatMap((line) => (line.kind === 'bytes' ? [] : [JSON.stringify(line)]))
const expectSame = async (a: CorpusInProcess, b: CorpusInProcess): Promise<void> => {
  const [one, two] = [await bundleOf(a), await bundleOf(b)]
  if (!one.equals(two)) expect(told(two)).toEqual(told(one))
  expect(two.equals(one)).toBe(true)
  expect(seenOf(b)).toEqual(seenOf(a))
}

const base = Date.UTC(2025, 0, 1)

test('a bundle in an empty corpus makes the same corpus, and the same bundle', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(deeds(14), async (list) => {
      const [a, b] = [fresh(), fresh()]
      add(a, first)
      doAll(a, list, base, 'Ada')
      const bundle = await bundleOf(a)
      expect(takeBundle(b, bundle, logs)).toMatchObject({ known: 0, waiting: 0 })
      await expectSame(a, b)
      expect(takeBundle(b, bundle, logs)).toMatchObject({ added: 0, waiting: 0 })
      expect((await bundleOf(b)).equals(bundle)).toBe(true)
      expect(takeBundle(a, bundle, logs)).toMatchObject({ added: 0 })
      expect((await bundleOf(a)).equals(bundle)).toBe(true)
      end(a, b)
    }),
    { numRuns: runs, endOnFailure: false }
  )
})

test('what two people did apart comes together the same in any order', { timeout: 600_000 }, async () => {
  const apart = fc.record({
    before: deeds(8),
    a: deeds(8),
    b: deeds(8),
    more: fc.shuffledSubarray(late, { maxLength: 6 }),
    moreAt: fc.nat({ max: 8 }),
    /** Or each has imported the logs alone, and never heard of the other. */
    isCommon: fc.boolean()
  })
  type Apart = typeof apart extends fc.Arbitrary<infer Value> ? Value : never
  // The name of a bucket passes to another one here, and none of the reports that an act names moves.
  const namesPass: Apart = {
    before: [],
    a: [],
    b: [
      { kind: 'split', a: 343, b: 0 },
      { kind: 'merge', a: 636, b: 0 }
    ],
    more: [],
    moreAt: 1,
    isCommon: false
  }
  await fc.assert(
    fc.asyncProperty(apart, async ({ before, a: byAda, b: byBob, more, moreAt, isCommon }) => {
      const [start, a, b, one, two] = [fresh(), fresh(), fresh(), fresh(), fresh()]
      add(start, first)
      doAll(start, before, base, 'Ada')
      const common = await bundleOf(start)
      if (isCommon) for (const corpus of [a, b]) takeBundle(corpus, common, logs)
      else {
        add(a, first)
        // Another copy of the same name, of another time.
        add(
          b,
          first.toReversed().map((log) => ({ ...log, origin: { ...log.origin, modified: log.origin.modified - 5 } }))
        )
      }
      doAll(a, byAda, base + 86_400_000, 'Ada')
      doAll(b, byBob.slice(0, moreAt), base + 86_400_500, 'Bob')
      if (more.length > 0) add(b, more)
      doAll(b, byBob.slice(moreAt), base + 86_500_500, 'Bob')
      const [ofA, ofB] = [await bundleOf(a), await bundleOf(b)]
      takeBundle(one, ofA, logs)
      takeBundle(one, ofB, logs)
      takeBundle(two, ofB, logs)
      takeBundle(two, ofA, logs)
      await expectSame(one, two)
      takeBundle(a, ofB, logs)
      await expectSame(one, a)
      // Cut short anywhere, and begun again.
      for (const until of ['kept', 'added', 'settled'] as const) if (moreAt % 2) takeBundle(b, ofA, logs, until)
      takeBundle(b, ofA, logs)
      await expectSame(one, b)
      const bundle = await bundleOf(one)
      expect(takeBundle(one, ofB, logs)).toMatchObject({ added: 0 })
      expect((await bundleOf(one)).equals(bundle)).toBe(true)
      end(start, a, b, one, two)
    }),
    { numRuns: runs, endOnFailure: false, examples: [[namesPass]] }
  )
})

test(
  'acts land on the bucket of their name where it has any of their reports, else on that with most',
  { timeout: 600_000 },
  () => {
    fc.assert(
      fc.property(fc.record({ a: deeds(10), b: deeds(10) }), ({ a: byAda, b: byBob }) => {
        const [a, b] = [fresh(), fresh()]
        for (const corpus of [a, b]) add(corpus, first)
        doAll(a, byAda, base, 'Ada')
        // Only what makes other buckets: Bob says nothing.
        const moves = byBob.filter(({ kind }) => kind === 'merge' || kind === 'split' || kind === 'apart')
        doAll(b, moves, base + 3_600_000, 'Bob')
        const acts = a.read.acts(null, '', 1000).acts.flatMap(({ act: one, undone }) => (undone ? [] : [one]))
        const said = acts.filter(({ deed }) => deed.kind === 'note' || deed.kind === 'triage')
        valueOf(b.write.keepBuckets('an export'))
        expect(valueOf(b.write.adoptActs(said, []))).toMatchObject({ added: said.length, waiting: 0 })
        const over = new Set(said.flatMap(({ deed }) => (deed.kind === 'note' ? deed.over : [])))
        for (const { act: id, deed } of said) {
          if (deed.kind !== 'note' || over.has(id)) continue
          const { subject } = deed
          if (subject.kind === 'report') {
            expect(shown(b, { kind: 'report', report: subject.report })).toContain(id)
            continue
          }
          const holders = subject.reports.map((report) => b.read.report(report)?.row.bucket)
          const counted = [...Map.groupBy(holders, (one) => one).values()].toSorted((x, y) => y.length - x.length)
          const most = counted.filter((list) => list.length === counted[0]?.length).map(([one]) => one)
          const allowed = holders.includes(subject.bucket) ? [subject.bucket] : most
          const found = bucketsOf(b).filter((bucket) => shown(b, { kind: 'bucket', bucket }).includes(id))
          expect(found).toHaveLength(1)
          expect(allowed).toContain(found[0])
        }
        end(a, b)
      }),
      { numRuns: runs, endOnFailure: false }
    )
  }
)
