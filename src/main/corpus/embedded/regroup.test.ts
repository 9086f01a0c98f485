import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { corpusInProcess, partitionOf, type CorpusInProcess } from '../../../../tests/builders/corpus-in-process.ts'
import { buildLog, logIdOf } from '../../../../tests/builders/new-log.ts'
import { by, writeNoteOf } from '../../../../tests/builders/notes.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { makeTempFolder, tempCorpora, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import type { Regrouping } from '../../../shared/model/bucket-detail.ts'
import { bucketQuerySchema } from '../../../shared/model/bucket.ts'
import { reportId, type BucketId, type ReportId } from '../../../shared/model/ids.ts'
import { currentRule } from '../../cluster/current-rule.ts'
import type { Fingerprint } from '../../cluster/fingerprint.ts'
import type { ClusterRule } from '../../cluster/rule.ts'
import { openReadOnly } from './connection.ts'
import { createPreview } from './preview.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const version = currentRule.version + 1
const withChannels = (fingerprint: Fingerprint, crash: readonly string[]): Fingerprint => ({
  ...fingerprint,
  channels: { ...fingerprint.channels, crash }
})
/** A newer rule, under which every signature is a bug of its own, but for what is decided. */
const finer: ClusterRule = {
  ...currentRule,
  version,
  groupsOf: (units, _edges, links) => currentRule.groupsOf(units, [], links)
}
/** A newer rule, to which only the function that crashed counts. */
const coarser: ClusterRule = {
  ...currentRule,
  version,
  fingerprintOf: (report) => {
    const fingerprint = currentRule.fingerprintOf(report)
    return withChannels({ ...fingerprint, titles: [], frame: null, files: [] }, [report.frame ?? ''])
  }
}

let corpus: CorpusInProcess
beforeEach(() => {
  corpus = corpusInProcess(folder)
})
afterEach(() => corpus.close())

const stack = (bug: string, tail: string): readonly string[] =>
  ['oops', 'step', 'walk', 'flush', 'apply', tail].map((part) => `${bug}_${part}`)
const add = (text: string, bug: string, tail = 'tail', title = `WARNING in ${bug}_oops`): ReportId => {
  const report = buildReport({ title, frames: stack(bug, tail), frame: `${bug}_oops` })
  valueOf(corpus.write.addLogs([buildLog(text, { reports: [report] })]))
  valueOf(corpus.write.settle())
  return reportId(logIdOf(new TextEncoder().encode(text)), 0)
}
const bucketOf = (report: ReportId): BucketId => {
  const found = corpus.read.report(report)
  if (!found) throw new Error(`there is no report ${report}`)
  return found.row.bucket
}
const apply = (): Regrouping => {
  valueOf(corpus.write.regroupStart())
  while (true) {
    const { done, of } = valueOf(corpus.write.regroupStep())
    if (done >= of) return valueOf(corpus.write.regroupFinish())
  }
}
const preview = (rule: ClusterRule): Regrouping => {
  const db = openReadOnly(corpus.file)
  const made = createPreview(db, rule)
  while (true) {
    const { done, of } = made.step()
    if (done >= of) break
  }
  const answer = made.finish()
  db.close()
  return answer
}
const listed = () => corpus.read.buckets(bucketQuerySchema.parse({ sort: 'title' }), { offset: 0, limit: 100 }).rows

test('a newer rule changes nothing by itself, shows first what it would, and does just that when it is told to', () => {
  const [a, b, c] = [add('a', 'alpha'), add('b', 'alpha', 'other'), add('c', 'beta')]
  const before = [partitionOf(corpus), listed()]
  expect(bucketOf(a)).toBe(bucketOf(b))
  corpus = corpus.reopened(finer)
  valueOf(corpus.write.settle())
  expect([partitionOf(corpus), listed()]).toEqual(before)

  const shown = preview(finer)
  expect([partitionOf(corpus), listed()]).toEqual(before)
  expect(shown).toMatchObject({ from: version - 1, to: version, before: 2, after: 3, reports: 1, merges: [], more: 0 })
  expect(shown.splits).toEqual([
    {
      bucket: { bucket: bucketOf(a), title: 'WARNING in alpha_oops' },
      into: [
        { title: 'WARNING in alpha_oops', count: 1 },
        { title: 'WARNING in alpha_oops', count: 1 }
      ]
    }
  ])
  expect(apply()).toEqual(shown)
  expect(bucketOf(a)).not.toBe(bucketOf(b))
  expect(corpus.read.bucketDetail(bucketOf(c))?.rule).toBe(version)
  expect(apply()).toMatchObject({ from: version, reports: 0, splits: [], merges: [] })
})

test('what is imported under a newer rule finds its bucket, and leaves those of the older one whole', () => {
  const [a, b] = [add('a', 'alpha'), add('b', 'alpha', 'other')]
  corpus = corpus.reopened({ ...finer, groupsOf: currentRule.groupsOf })
  const c = add('c', 'alpha', 'third')
  expect(new Set([a, b, c].map(bucketOf)).size).toBe(1)
  expect(corpus.read.bucketDetail(bucketOf(a))?.rule).toBe(version - 1)
})

test('regrouping is taken back with ids, notes and all, and does not come again by itself', () => {
  const [a, b, c] = [
    add('a', 'alpha', 'tail', 'WARNING in alpha_oops'),
    add('b', 'alpha', 'tail', 'general protection fault in alpha_oops'),
    add('c', 'beta')
  ]
  const split = valueOf(corpus.write.splitBucket(bucketOf(a), [b], by(1)))
  valueOf(corpus.write.undoDecision(split.decision.decision, by(2)))
  valueOf(corpus.write.keepApart(bucketOf(a), bucketOf(c), by(3)))
  writeNoteOf(corpus, bucketOf(a), 'known', 4)
  const [before, rows] = [partitionOf(corpus), listed()]
  corpus = corpus.reopened(finer)
  apply()
  expect(partitionOf(corpus)).not.toEqual(before)
  const late = add('late', 'gamma')
  expect(valueOf(corpus.write.undoRegrouping())).toMatchObject({ from: version, to: version - 1 })
  expect(partitionOf(corpus)).toEqual([...before, [late]].sort(([x = ''], [y = '']) => (x < y ? -1 : 1)))
  expect(listed().filter(({ bucket }) => bucket !== bucketOf(late))).toEqual(rows)
  add('another', 'delta')
  valueOf(corpus.write.settle())
  expect(bucketOf(a)).toBe(bucketOf(b))
  expect(valueOf(corpus.write.undoRegrouping())).toBeNull()
})

test('regrouping when nothing would change holds nothing, and leaves the last one to be taken back', () => {
  const held = () => corpus.db.prepare('SELECT count(*) FROM unit WHERE held = 1').pluck().get()
  const reports = [add('a', 'alpha'), add('b', 'alpha', 'other'), add('c', 'beta')] as const
  const before = reports.map(bucketOf)
  const empty = { reports: 0, splits: [], merges: [], more: 0, before: 2, after: 2 }
  expect(apply()).toMatchObject(empty)
  expect(valueOf(corpus.write.undoRegrouping())).toBeNull()
  expect(held()).toBe(0)
  expect(valueOf(corpus.read.why(reports[0], reports[1])).sentence).toMatch(/^They are alike/)

  corpus = corpus.reopened(finer)
  apply()
  expect(apply()).toMatchObject({ ...empty, before: 3, after: 3 })
  expect(valueOf(corpus.write.undoRegrouping())).toMatchObject({ before: 3, after: 2 })
  expect(reports.map(bucketOf)).toEqual(before)
  expect(valueOf(corpus.read.why(reports[0], reports[1])).sentence).toMatch(/^A former rule put them together/)
  expect(valueOf(corpus.write.undoRegrouping())).toBeNull()
})

test('only what an undone regrouping had moved is held where it was', () => {
  const [a, b] = [add('a', 'alpha'), add('b', 'alpha', 'other')]
  corpus = corpus.reopened(finer)
  const c = add('c', 'beta')
  apply()
  valueOf(corpus.write.undoRegrouping())
  expect(
    corpus.db
      .prepare<[], string>('SELECT report.id FROM report JOIN unit ON unit.number = report.unit WHERE held = 1')
      .pluck()
      .all()
      .sort()
  ).toEqual([a, b].sort())
  expect(bucketOf(c)).not.toBe(bucketOf(a))
})

test('a coarser rule merges buckets, keeps the one with the note, and decisions stand against it', () => {
  const [a, b, c] = [add('a', 'alpha'), add('b', 'beta'), add('c', 'gamma')]
  writeNoteOf(corpus, bucketOf(b), 'of beta', 1)
  valueOf(corpus.write.keepApart(bucketOf(a), bucketOf(c), by(2)))
  const [noted, other, apart] = [b, a, c].map(bucketOf)
  const same: ClusterRule = {
    ...coarser,
    fingerprintOf: (report) => withChannels(coarser.fingerprintOf(report), ['one_oops']),
    groupsOf: (units, edges, links) => currentRule.groupsOf(units, edges, links)
  }
  corpus = corpus.reopened(same)
  const shown = preview(same)
  const done = apply()
  expect(done).toEqual(shown)
  expect(done).toMatchObject({ before: 3, after: 2 })
  // What is not the same is parted even where one signature has both.
  expect(bucketOf(a)).not.toBe(bucketOf(c))
  expect([a, c].map(bucketOf)).toContain(noted)
  expect(bucketOf(b)).toBe(noted)
  for (const id of [other, apart]) expect(id && corpus.read.bucket(id)).not.toBeNull()
  valueOf(corpus.write.undoRegrouping())
  expect([b, a, c].map(bucketOf)).toEqual([noted, other, apart])
})

test('a preview of a corpus that may not be written works, and one that is cancelled answers nothing', async () => {
  const temp = tempCorpora()
  const { reader, writer, ...opened } = await temp.open()
  valueOf(await writer.addLogs([buildLog('a', { reports: [buildReport()] })]))
  valueOf(await writer.settle())
  const progress: unknown[] = []
  const { version: from } = currentRule
  const nothing = { from, to: from, before: 1, after: 1, reports: 0, splits: [], merges: [], more: 0 }
  expect(await reader.previewRegrouping(new AbortController().signal, (one) => progress.push(one))).toEqual(nothing)
  expect(progress).toEqual([{ done: 0, of: 0 }])
  expect(await reader.previewRegrouping(AbortSignal.abort(), () => undefined)).toBeNull()
  expect(valueOf(await writer.applyRegrouping(AbortSignal.abort(), () => undefined))).toBeNull()
  expect(valueOf(await writer.applyRegrouping(new AbortController().signal, () => undefined))).toEqual(nothing)
  await opened.close()
  await temp.end()
})
