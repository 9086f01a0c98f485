import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import type { NewLog } from '../../src/main/corpus/corpus.ts'
import { actSchema, type Act } from '../../src/shared/model/act.ts'
import { bucketIdSchema, reportId, type BucketId, type ReportId } from '../../src/shared/model/ids.ts'
import { corpusInProcess, type CorpusInProcess } from '../builders/corpus-in-process.ts'
import { buildLog } from '../builders/new-log.ts'
import { by } from '../builders/notes.ts'
import { buildReport } from '../builders/report.ts'
import { makeTempFolder, valueOf } from '../builders/temp-corpus.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const logOf = (bug: string): NewLog =>
  buildLog(bug, {
    reports: [
      buildReport({
        title: `WARNING in ${bug}_oops`,
        frames: ['oops', 'step', 'walk', 'flush', 'apply'].map((part) => `${bug}_${part}`)
      })
    ]
  })
const add = ({ write }: CorpusInProcess, bug: string): ReportId => {
  const log = logOf(bug)
  valueOf(write.addLogs([log]))
  valueOf(write.settle())
  return reportId(log.log, 0)
}
const bucketOf = ({ read }: CorpusInProcess, report: ReportId): BucketId => {
  const found = read.report(report)
  if (!found) throw new Error(`there is no ${report}`)
  return found.row.bucket
}
const id = (number: number): string => number.toString(16).padStart(16, '0')
const deciding = (number: number, a: ReportId, b: ReportId, text = 'x'): Act =>
  actSchema.parse({
    act: id(number),
    gesture: id(number),
    author: 'Bob',
    time: number,
    deed: {
      kind: 'decision',
      decision: { decision: 'ffff', made: 5, what: { kind: 'different', left: [a], right: [b] }, text },
      subject: { kind: 'report', report: a },
      other: null
    }
  })

test('a bundle of before a merge leaves each its name, merged and parted again', () => {
  const corpus = corpusInProcess(folder)
  const [a, b] = [add(corpus, 'alpha'), add(corpus, 'beta')]
  const [alpha, beta] = [bucketOf(corpus, a), bucketOf(corpus, b)]
  valueOf(corpus.write.mergeBuckets(alpha, [beta], by(20)))
  valueOf(corpus.write.keepBuckets('of before'))
  const claims = [
    { bucket: alpha, opened: 20, reports: [a] },
    { bucket: beta, opened: 10, reports: [b] }
  ]
  valueOf(corpus.write.adoptActs([], claims))
  expect(bucketOf(corpus, a)).toBe(alpha)
  valueOf(corpus.write.undoGesture(null, by(30)))
  expect([a, b].map((report) => bucketOf(corpus, report))).toEqual([alpha, beta])
  corpus.close()
})

test('several acts on one decision are one decision', () => {
  const corpus = corpusInProcess(folder)
  const [a, b] = [add(corpus, 'alpha'), add(corpus, 'beta')]
  expect(valueOf(corpus.write.adoptActs([deciding(1, a, b), deciding(2, a, b)], []))).toMatchObject({ added: 2 })
  expect(corpus.read.decisions()).toHaveLength(1)
  corpus.close()
})

test('what says other than an act or decision that is here is told from it', () => {
  const corpus = corpusInProcess(folder)
  const [a, b] = [add(corpus, 'alpha'), add(corpus, 'beta')]
  const one = deciding(1, a, b)
  valueOf(corpus.write.adoptActs([one], []))
  expect(corpus.read.compare([one], [])).toMatchObject({ newActs: [], contradicted: null })
  expect(corpus.read.compare([{ ...one, author: 'Eve' }], [])).toMatchObject({ contradicted: one.act })
  expect(corpus.read.compare([deciding(2, a, b, 'other')], [])).toMatchObject({ contradicted: id(2) })
  const absent = { bucket: bucketIdSchema.parse('000000000000'), opened: 1, reports: [a] }
  expect(corpus.read.compare([], [absent]).newBuckets).toEqual([absent.bucket])
  corpus.close()
})

test('pages neither skip nor repeat while buckets and acts come', () => {
  const corpus = corpusInProcess(folder)
  for (let at = 0; at < 6; at += 1) {
    const bucket = bucketOf(corpus, add(corpus, `bug${at}`))
    valueOf(corpus.write.changeTriage([bucket], { kind: 'tag', tag: 'net', on: true }, by(at)))
  }
  const buckets: string[] = []
  const acts: string[] = []
  const before = corpus.read.acts(null, '', 100).acts.map(({ act }) => act.act)
  for (let after: string | null = '', at = 6; after !== null; at += 1) {
    const page: ReturnType<typeof corpus.read.claims> = corpus.read.claims(null, after, 2)
    buckets.push(...page.claims.map(({ bucket }) => bucket))
    after = page.next
    if (at < 40) add(corpus, `bug${at}`)
  }
  for (let after: string | null = '', at = 0; after !== null; at += 1) {
    const page: ReturnType<typeof corpus.read.acts> = corpus.read.acts(null, after, 2)
    acts.push(...page.acts.map(({ act }) => act.act))
    after = page.next
    const early = { ...deciding(100 + at, `${id(1)}-0` as ReportId, `${id(2)}-0` as ReportId), time: 0 }
    if (at < 3) valueOf(corpus.write.adoptActs([early], []))
  }
  expect(buckets).toEqual(buckets.toSorted())
  expect(new Set(buckets).size).toBe(buckets.length)
  expect(acts).toEqual(before)
  corpus.close()
})

const subject = (reports: readonly string[]): object => ({ kind: 'bucket', bucket: '000000000000', reports })
const tag = (reports: readonly string[]): object => ({
  kind: 'triage',
  subject: subject(reports),
  change: { kind: 'tag', tag: 'net', on: true }
})

test('lists of a deed have bounds', () => {
  const act = deciding(1, `${id(1)}-0` as ReportId, `${id(2)}-0` as ReportId)
  const isSound = (deed: object): boolean => actSchema.safeParse({ ...act, deed }).success
  const many = Array.from({ length: 301 }, (_, at) => `${id(at)}-0`)
  expect(isSound(tag(many.slice(1)))).toBe(true)
  expect(isSound(tag(many))).toBe(false)
  expect(isSound(tag([`${id(1)}-0`, `${id(1)}-0`]))).toBe(false)
  expect(isSound({ kind: 'undo', acts: Array(100_001).fill(id(1)) })).toBe(false)
  const note = (over: number): object => ({
    kind: 'note',
    subject: subject([]),
    note: id(3),
    title: '',
    text: '',
    over: Array(over).fill(id(1))
  })
  expect([isSound(note(1000)), isSound(note(1001))]).toEqual([true, false])
})
