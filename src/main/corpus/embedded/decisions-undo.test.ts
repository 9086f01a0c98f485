import * as fc from 'fast-check'
import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { corpusInProcess, partitionOf, type CorpusInProcess } from '../../../../tests/builders/corpus-in-process.ts'
import { buildLog, logIdOf } from '../../../../tests/builders/new-log.ts'
import { by, noteTextOf, writeNoteOf } from '../../../../tests/builders/notes.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { makeTempFolder, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import type { Decision } from '../../../shared/model/decision.ts'
import { reportId, type BucketId, type ReportId } from '../../../shared/model/ids.ts'
import { currentRule } from '../../cluster/current-rule.ts'
import type { ClusterRule } from '../../cluster/rule.ts'
import { inTransaction } from './write/commit.ts'
import type { DecisionWriter } from './write/decisions.ts'
import { createWriteParts } from './write/parts.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let corpus: CorpusInProcess
beforeEach(() => {
  corpus = corpusInProcess(folder)
})
afterEach(() => corpus.close())

const stack = (bug: string, tail = 'tail'): readonly string[] =>
  ['oops', 'step', 'walk', 'flush', 'apply', 'commit', tail].map((part) => `${bug}_${part}`)
const logOf = (text: string, bug: string, frames: readonly string[] = stack(bug)) =>
  buildLog(text, { reports: [buildReport({ title: `KASAN: use-after-free in ${bug}_oops`, frames })] })
const idOf = (text: string): ReportId => reportId(logIdOf(new TextEncoder().encode(text)), 0)
const add = (text: string, bug: string, frames?: readonly string[]): ReportId => {
  valueOf(corpus.write.addLogs([logOf(text, bug, frames)]))
  valueOf(corpus.write.settle())
  return idOf(text)
}
const bucketOf = (report: ReportId): BucketId => {
  const found = corpus.read.report(report)
  if (!found) throw new Error(`there is no report ${report}`)
  return found.row.bucket
}
const note = (bucket: BucketId): string => noteTextOf(corpus, bucket) ?? 'none'
const setNote = (bucket: BucketId, text: string): void => void writeNoteOf(corpus, bucket, text)
const merge = (into: BucketId, from: BucketId): string =>
  valueOf(corpus.write.mergeBuckets(into, [from], by(1))).decision.decision
const undo = (decision: string): void => void valueOf(corpus.write.undoDecision(decision, by(2)))

test('two chained merges, undone in the order that they were made, leave each crash its bucket and note', () => {
  const reports = ['alpha', 'beta', 'gamma'].map((bug) => add(bug, bug))
  const [a, b, g] = reports.map(bucketOf) as [BucketId, BucketId, BucketId]
  for (const [bucket, text] of [
    [a, 'note A'],
    [b, 'note B'],
    [g, 'note G']
  ] as const) {
    setNote(bucket, text)
  }
  const first = merge(a, b)
  const second = merge(g, a)
  const joined = note(g)
  undo(first)
  // The second was made on what held them all, so that they stay where they are.
  expect(reports.map(bucketOf)).toEqual([g, g, g])
  expect(note(g)).toBe(joined)
  undo(second)
  expect(reports.map(bucketOf)).toEqual([a, b, g])
  expect([note(a), note(b), note(g)]).toEqual(['note A', 'note B', 'note G'])
})

/** A bucket of one bug, with so many signatures. */
const manySignatures = (bug: string, count: number) =>
  Array.from({ length: count }, (_, at) =>
    logOf(`${bug} ${at}`, bug, [...stack(bug).slice(0, 4), `x_${bug}_${at}`, `y_${bug}_${at}`])
  )

test('a decision binds every signature of large buckets', { timeout: 120_000 }, () => {
  const count = 320
  valueOf(corpus.write.addLogs([...manySignatures('alpha', count), ...manySignatures('beta', count)]))
  valueOf(corpus.write.settle())
  expect(partitionOf(corpus)).toHaveLength(2)
  const [a, b] = [bucketOf(idOf('alpha 0')), bucketOf(idOf('beta 0'))]
  const decision = merge(a, b)
  expect(partitionOf(corpus)).toHaveLength(1)
  undo(decision)
  expect(partitionOf(corpus).map((reports) => reports.length)).toEqual([count, count])
  const split = valueOf(corpus.write.splitBucket(a, [idOf('alpha 7')], by(1)))
  expect(new Set(partitionOf(corpus).map((reports) => reports.length))).toEqual(new Set([1, count - 1, count]))
  undo(split.decision.decision)
  expect([bucketOf(idOf('alpha 7')), bucketOf(idOf('beta 7'))]).toEqual([a, b])
})

test('a bucket is joined by a decision only where this holds two of its signatures together', () => {
  const [a, b] = [add('alpha', 'alpha'), add('beta', 'beta')]
  const first = merge(bucketOf(a), bucketOf(b))
  expect(corpus.read.bucketDetail(bucketOf(a))?.reason).toMatch(/^Joined by your decision of /)
  valueOf(corpus.write.splitBucket(bucketOf(a), [b], by(1)))
  add('alpha other', 'alpha', stack('alpha', 'other'))
  expect(corpus.read.bucketDetail(bucketOf(a))?.decisions.map(({ decision }) => decision)).toContain(first)
  expect(corpus.read.bucketDetail(bucketOf(a))?.reason).toMatch(/^2 reports of 2 signatures that are alike/)
})

const kinds = [
  ['the rule groups', 0],
  ['an undone regrouping left', 1]
] as const
test.each(kinds)(
  'what is decided on buckets that %s ends where it began, when all is undone in any order',
  { timeout: 300_000 },
  (_, held) => {
    const bugs = ['alpha', 'beta', 'gamma', 'delta', 'epsilon']
    const all = bugs.flatMap((bug) => [add(bug, bug), add(`${bug} other`, bug, stack(bug, 'other'))])
    for (const report of all.slice(0, 8)) {
      if (note(bucketOf(report)) === '') setNote(bucketOf(report), `note of ${bucketOf(report)}`)
    }
    corpus.db.prepare('UPDATE unit SET held = ?').run(held)
    const state = () => all.map((report) => [report, bucketOf(report), note(bucketOf(report))])
    const before = state()
    const index = fc.nat({ max: all.length - 1 })
    const at = (place: number): ReportId => all[place] ?? ('' as ReportId)
    const act = fc.record({
      kind: fc.constantFrom('merge', 'merge', 'undo', 'split', 'apart'),
      a: index,
      b: index
    })
    const ways = fc.tuple(fc.array(act, { maxLength: 8 }), fc.infiniteStream(fc.nat({ max: 1000 })))
    fc.assert(
      fc.property(ways, ([acts, picks]) => {
        const standing: string[] = []
        for (const { kind, a, b } of acts) {
          const [one, two] = [bucketOf(at(a)), bucketOf(at(b))]
          if (kind === 'undo') {
            const [decision] = standing.splice(a % Math.max(1, standing.length), 1)
            if (decision !== undefined) undo(decision)
          } else if (kind === 'merge') {
            const merged = corpus.write.mergeBuckets(one, [two], by(1))
            if (merged.ok) standing.push(merged.value.decision.decision)
          } else if (kind === 'split') {
            const split = corpus.write.splitBucket(one, [at(a)], by(1))
            if (split.ok) standing.push(split.value.decision.decision)
          } else {
            const apart = corpus.write.keepApart(one, two, by(1))
            if (apart.ok) standing.push(apart.value.decision)
          }
        }
        while (standing.length > 0) {
          const [decision] = standing.splice((picks.next().value ?? 0) % standing.length, 1)
          if (decision !== undefined) undo(decision)
        }
        expect(state()).toEqual(before)
      }),
      { numRuns: 150 }
    )
  }
)

/** The writer of decisions alone, over the connection of a corpus: each in a transaction, as acts are. */
const decider = (of: CorpusInProcess, rule = currentRule): Omit<DecisionWriter, 'settleWaiting'> => {
  const { decisions, state, settler, resolve } = createWriteParts(of.db, rule)
  const durably =
    <Args extends readonly unknown[], Value>(work: (...args: Args) => Value) =>
    (...args: Args): Value => {
      decisions.settleWaiting()
      return state.change(inTransaction, () => {
        settler.settle(1)
        const value = work(...args)
        resolve()
        return value
      })
    }
  const { merge, split, keepApart, markDuplicate, undo, redo, adopt } = decisions
  return {
    merge: durably(merge),
    split: durably(split),
    keepApart: durably(keepApart),
    markDuplicate: durably(markDuplicate),
    undo: durably(undo),
    redo: durably(redo),
    adopt: durably(adopt)
  }
}

const bugs = ['alpha', 'beta', 'gamma', 'delta']
/** Two reports of one signature and one that is like them, of each bug. */
const addBugs = (): readonly ReportId[] =>
  bugs.flatMap((bug) => [add(bug, bug), add(`${bug} again`, bug), add(`${bug} other`, bug, stack(bug, 'other'))])
const noteAll = (reports: readonly ReportId[]): void => {
  for (const report of reports)
    if (note(bucketOf(report)) === '') setNote(bucketOf(report), `note of ${bucketOf(report)}`)
}
const place = fc.nat({ max: 1000 })
const pick = <Item>(list: readonly Item[], at: number): Item | undefined => list[at % Math.max(1, list.length)]
const actKinds = ['merge', 'merge', 'split', 'apart', 'duplicate'] as const
/** Decides something about the buckets of two reports; null where that is refused. */
const decide = (
  by: Omit<DecisionWriter, 'settleWaiting'>,
  { kind, a, b }: { readonly kind: (typeof actKinds)[number]; readonly a: ReportId; readonly b: ReportId }
): Decision | null => {
  const [one, two] = [bucketOf(a), bucketOf(b)]
  switch (kind) {
    case 'merge': {
      const done = by.merge(one, [two], 1)
      return done.ok ? done.value.decision : null
    }
    case 'split': {
      const done = by.split(one, [a], 1)
      return done.ok ? done.value.decision : null
    }
    case 'apart': {
      const done = by.keepApart(one, two, 1)
      return done.ok ? done.value : null
    }
    case 'duplicate': {
      const done = by.markDuplicate(one, two, 1)
      return done.ok ? done.value : null
    }
  }
}
const acts = fc.array(fc.record({ kind: fc.constantFrom(...actKinds), a: place, b: place }), { maxLength: 7 })

test.each(kinds)(
  'what is undone and done again, on buckets that %s, is as it was, and all undone is as it began',
  { timeout: 300_000 },
  (_, held) => {
    const all = addBugs()
    noteAll(all.slice(0, 9))
    corpus.db.prepare('UPDATE unit SET held = ?').run(held)
    const writer = decider(corpus)
    const state = () => all.map((report) => [report, bucketOf(report), note(bucketOf(report))])
    const ids = () => all.map((report) => [report, bucketOf(report)])
    const start = state()
    const turns = fc.array(place, { maxLength: 6 })
    fc.assert(
      fc.property(acts, turns, fc.infiniteStream(place), (list, order, picks) => {
        const standing: string[] = []
        const undone: string[] = []
        for (const { kind, a, b } of list) {
          const made = decide(writer, { kind, a: pick(all, a) ?? idOf(''), b: pick(all, b) ?? idOf('') })
          if (made) standing.push(made.decision)
        }
        for (const at of order) {
          const one = pick(standing, at)
          if (one === undefined) break
          const before = ids()
          valueOf(writer.undo(one, 2))
          expect(writer.undo(one, 2)).toMatchObject({ ok: false })
          expect(valueOf(writer.redo(one, 3)).decision).toBe(one)
          expect(writer.redo(one, 3)).toMatchObject({ ok: false })
          expect(ids()).toEqual(before)
          // And for good, to be done again in another order.
          if (at % 2 === 0) {
            valueOf(writer.undo(one, 4))
            undone.push(...standing.splice(standing.indexOf(one), 1))
          }
        }
        for (const one of undone.filter((_each, at) => at % 2 === 0)) {
          valueOf(writer.redo(one, 5))
          standing.push(one)
        }
        while (standing.length > 0) {
          const [one] = standing.splice((picks.next().value ?? 0) % standing.length, 1)
          if (one !== undefined) valueOf(writer.undo(one, 6))
        }
        expect(state()).toEqual(start)
      }),
      { numRuns: 100 }
    )
  }
)

test('the same decisions give the same buckets, in whatever order they came here', { timeout: 300_000 }, () => {
  const all = addBugs()
  const writer = decider(corpus)
  const logs = bugs.flatMap((bug) => [
    logOf(bug, bug),
    logOf(`${bug} again`, bug),
    logOf(`${bug} other`, bug, stack(bug, 'other'))
  ])
  const seeds = fc.tuple(acts, fc.array(place, { minLength: 20, maxLength: 20 }), fc.boolean())
  fc.assert(
    fc.property(seeds, ([list, order, logsLast]) => {
      const made: Decision[] = []
      for (const { kind, a, b } of list) {
        const one = decide(writer, { kind, a: pick(all, a) ?? idOf(''), b: pick(all, b) ?? idOf('') })
        if (one) made.push(one)
      }
      const shuffled = made
        .map((decision, at) => ({ decision, turn: order[at] ?? 0 }))
        .sort((a, b) => a.turn - b.turn)
        .map(({ decision }) => decision)
      const other = corpusInProcess(folder)
      try {
        const others = decider(other)
        if (!logsLast) {
          valueOf(other.write.addLogs(logs))
          valueOf(other.write.settle())
        }
        const [first] = shuffled
        if (first) expect(valueOf(others.adopt([first], 9))).toBe(1)
        expect(valueOf(others.adopt(shuffled, 9))).toBe(Math.max(0, shuffled.length - 1))
        if (logsLast) {
          valueOf(other.write.addLogs(logs))
          valueOf(other.write.settle())
        }
        expect(partitionOf(other)).toEqual(partitionOf(corpus))
        expect(other.read.decisions()).toEqual(corpus.read.decisions())
        for (const { decision } of shuffled) valueOf(others.undo(decision, 10))
        expect(valueOf(others.adopt(made, 11))).toBe(0)
        expect(partitionOf(other)).toHaveLength(bugs.length)
      } finally {
        other.close()
      }
      for (const { decision } of made) valueOf(writer.undo(decision, 2))
    }),
    { numRuns: 40 }
  )
})

test('a decision is later than those that stood when it was made, whatever the clock says', () => {
  const [a, b] = [add('alpha', 'alpha'), add('beta', 'beta')]
  const writer = decider(corpus)
  const first = valueOf(writer.merge(bucketOf(a), [bucketOf(b)], 5000)).decision
  const second = valueOf(writer.split(bucketOf(a), [b], 1000)).decision
  expect(second.made).toBeGreaterThan(first.made)
  expect(bucketOf(a)).not.toBe(bucketOf(b))
  expect(corpus.read.decisions().map(({ decision }) => decision)).toEqual([second.decision, first.decision])
})

/** A newer rule, under which every signature is a bug of its own, but for what is decided. */
const newer: ClusterRule = {
  ...currentRule,
  version: currentRule.version + 1,
  groupsOf: (units, _edges, links) => currentRule.groupsOf(units, [], links)
}

test(
  'decisions, imports and a regrouping that is taken back, in any order: all undone, each report is where it began',
  { timeout: 300_000 },
  () => {
    const step = fc.record({
      kind: fc.constantFrom(...actKinds, 'undo' as const, 'redo' as const, 'import' as const, 'regroup' as const),
      a: place,
      b: place
    })
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 10 }),
        fc.boolean(),
        fc.infiniteStream(place),
        (steps, isNewer, picks) => {
          corpus.close()
          corpus = corpusInProcess(folder)
          const all = addBugs()
          noteAll(all)
          const state = () => all.map((report) => [report, bucketOf(report), note(bucketOf(report))])
          const start = state()
          if (isNewer) corpus = corpus.reopened(newer)
          const writer = decider(corpus, isNewer ? newer : currentRule)
          const standing: string[] = []
          const undone: string[] = []
          let isRegrouped = false
          const regroup = (): void => {
            if (isRegrouped) valueOf(corpus.write.undoRegrouping())
            else {
              valueOf(corpus.write.regroupStart())
              for (let left = true; left;) {
                const { done, of } = valueOf(corpus.write.regroupStep())
                left = done < of
              }
              valueOf(corpus.write.regroupFinish())
            }
            isRegrouped = !isRegrouped
          }
          for (const { kind, a, b } of steps) {
            if (kind === 'undo') {
              const [one] = standing.splice(a % Math.max(1, standing.length), 1)
              if (one !== undefined) {
                valueOf(writer.undo(one, 2))
                undone.push(one)
              }
            } else if (kind === 'redo') {
              const [one] = undone.splice(a % Math.max(1, undone.length), 1)
              if (one !== undefined) {
                valueOf(writer.redo(one, 3))
                standing.push(one)
              }
            } else if (kind === 'import') {
              // Copies of what is there, and what is like nothing.
              const bug = pick(bugs, a) ?? ''
              add(`late ${a} ${b}`, b % 3 === 0 ? `late_${a}` : bug)
            } else if (kind === 'regroup') regroup()
            else {
              const made = decide(writer, { kind, a: pick(all, a) ?? idOf(''), b: pick(all, b) ?? idOf('') })
              if (made) standing.push(made.decision)
            }
          }
          if (isRegrouped) regroup()
          while (standing.length > 0) {
            const [one] = standing.splice((picks.next().value ?? 0) % standing.length, 1)
            if (one !== undefined) valueOf(writer.undo(one, 4))
          }
          expect(state()).toEqual(start)
        }
      ),
      { numRuns: 60 }
    )
  }
)

test('marks of duplicates that go round in a circle once one stands again: the oldest gives way', () => {
  const [a, b] = ['alpha', 'beta'].map((bug) => bucketOf(add(bug, bug))) as [BucketId, BucketId]
  const mark = (bucket: BucketId, of: BucketId, now: number): void =>
    void valueOf(corpus.write.markDuplicate(bucket, of, by(now)))
  mark(a, b, 1)
  const first = valueOf(corpus.write.undoGesture(null, by(2)))?.gesture ?? null
  mark(b, a, 3)
  expect(valueOf(corpus.write.redoGesture(first, by(4)))?.gesture).toBe(first)
  expect(corpus.read.bucketDetail(b)?.duplicateOf?.bucket).toBe(a)
  expect(corpus.read.bucketDetail(a)?.duplicateOf).toBeNull()
})
