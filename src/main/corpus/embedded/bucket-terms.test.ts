import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { corpusInProcess, type CorpusInProcess } from '../../../../tests/builders/corpus-in-process.ts'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { by, writeNoteOf } from '../../../../tests/builders/notes.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { makeTempFolder, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import { bucketQuerySchema } from '../../../shared/model/bucket.ts'
import type { BucketId } from '../../../shared/model/ids.ts'
import type { TriageChange } from '../../../shared/model/triage.ts'
import { parseFilter, withMe } from '../../../shared/query/parse-filter.ts'

const folder = makeTempFolder()
let corpus: CorpusInProcess
const page = { offset: 0, limit: 100 }

/** Bugs, of which nobody says anything of the last. */
const bugs = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'] as const
const list = (text: string) => {
  const { terms, problems } = parseFilter(text)
  expect(problems).toEqual([])
  return corpus.read.buckets(
    bucketQuerySchema.parse({ terms: withMe(terms, 'Ada'), sort: 'title', descending: false }),
    page
  )
}
/** The bugs whose buckets match, by their first letters. */
const matching = (text: string): string =>
  list(text)
    .rows.map(({ title }) => /in (\w)/.exec(title)?.[1] ?? '?')
    .join('')

const matchingReports = (text: string): string =>
  corpus.read
    .reports({ bucket: null, text: '', terms: withMe(parseFilter(text).terms, 'Ada') }, page)
    .rows.map(({ title }) => /in (\w)/.exec(title)?.[1] ?? '?')
    .join('')

beforeAll(() => {
  corpus = corpusInProcess(folder)
  for (const [at, bug] of bugs.entries()) {
    const report = buildReport({
      title: `WARNING in ${bug}_oops`,
      kind: at < 3 ? 'warning' : 'hang',
      kernel: ['6.12.1', '6.12.30', '6.1.0', null, '5.10.0'][at] ?? null,
      frames: ['oops', 'step', 'walk', 'flush', 'apply', 'commit'].map((part) => `${bug}_${part}`)
    })
    valueOf(corpus.write.addLogs([buildLog(bug, { reports: [report] })]))
  }
  valueOf(corpus.write.settle())
  const bucketOf = (bug: (typeof bugs)[number]): BucketId => {
    const row = corpus.read.buckets(bucketQuerySchema.parse({ text: `${bug}_oops` }), page).rows[0]
    if (!row) throw new Error(`no bucket of ${bug}`)
    return row.bucket
  }
  const say = (bug: (typeof bugs)[number], change: TriageChange): void =>
    void valueOf(corpus.write.changeTriage([bucketOf(bug)], change, by(1)))
  say('alpha', { kind: 'tag', tag: 'net', on: true })
  say('alpha', { kind: 'tag', tag: 'needs repro', on: true })
  say('beta', { kind: 'tag', tag: 'net', on: true })
  say('alpha', { kind: 'owner', owner: 'Ada' })
  say('gamma', { kind: 'owner', owner: 'Doe, Jane' })
  say('beta', { kind: 'priority', priority: 'high' })
  say('beta', { kind: 'status', status: { kind: 'confirmed' } })
  say('gamma', { kind: 'status', status: { kind: 'ignored', until: null, reports: null } })
  writeNoteOf(corpus, bucketOf('delta'), 'known')
})
afterAll(() => {
  corpus.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a filter finds', () => {
  test.each([
    ['', 'abdeg'],
    ['tag:net', 'ab'],
    ['tag:NET', 'ab'],
    ['-tag:net', 'deg'],
    ['tag:net tag:"needs repro"', 'a'],
    ['tag:"needs repro",net', 'ab'],
    ['tag:ne', ''],
    ['status:new', 'ade'],
    ['status:new status:confirmed', 'abde'],
    ['status:new,confirmed', 'abde'],
    ['is:ignored', 'g'],
    ['-is:ignored -status:confirmed', 'ade'],
    ['priority:high', 'b'],
    ['priority:none', 'adeg'],
    ['-priority:none', 'b'],
    ['owner:me', 'a'],
    ['owner:ada', 'a'],
    ['owner:"Doe, Jane"', 'g'],
    ['-owner:me', 'bdeg'],
    ['has:owner', 'ag'],
    ['-has:owner', 'bde'],
    ['has:note', 'd'],
    ['has:tag,note', 'abd'],
    ['has:priority', 'b'],
    ['has:triage', 'abdg'],
    ['-has:triage', 'e'],
    ['kind:hang', 'de'],
    ['-kind:hang', 'abg'],
    ['kernel:6.12', 'ab'],
    ['kernel:6.12,6.1.', 'abg'],
    ['kernel:6.1', 'g'],
    ['-kernel:6', 'de'],
    ['alpha_oops', 'a'],
    ['-alpha_oops -beta_oops', 'deg'],
    ['"in beta"', 'b'],
    ['-"in beta"', 'adeg'],
    ['tag:net status:new WARNING', 'a']
  ])('%j: %s', (text, expected) => {
    expect(matching(text).split('').toSorted().join('')).toBe(expected)
    // Each bucket has one report, so that these are the same.
    expect(matchingReports(text).split('').toSorted().join('')).toBe(expected)
  })
})

test('a report is asked for its own kernel and kind, and for what people said of its bucket', () => {
  const other = corpusInProcess(folder)
  const frames = ['oops', 'step', 'walk', 'flush', 'apply', 'commit']
  const of = (kernel: string) => buildReport({ title: 'WARNING in oops', kind: 'warning', kernel, frames })
  valueOf(other.write.addLogs(['6.1.0', '6.12.1'].map((kernel) => buildLog(kernel, { reports: [of(kernel)] }))))
  valueOf(other.write.settle())
  const [bucket] = other.read.buckets(bucketQuerySchema.parse({}), page).rows
  expect(bucket?.count).toBe(2)
  if (bucket) valueOf(other.write.changeTriage([bucket.bucket], { kind: 'tag', tag: 'net', on: true }, by(1)))
  const kernels = (text: string) =>
    other.read
      .reports({ bucket: null, text: '', terms: parseFilter(text).terms }, page)
      .rows.map(({ kernel }) => kernel)
  expect(kernels('kernel:6.1')).toEqual(['6.1.0'])
  expect(kernels('-kernel:6.1 tag:net')).toEqual(['6.12.1'])
  expect(new Set(kernels('tag:net'))).toEqual(new Set(['6.1.0', '6.12.1']))
  expect(kernels('-tag:net')).toEqual([])
  other.close()
})

test('counts of kinds and statuses leave out what is asked of them, not what is left out', () => {
  expect(list('kind:hang status:new')).toMatchObject({
    total: 2,
    kinds: { warning: 1, hang: 2 },
    statuses: { new: 2 }
  })
  expect(list('-kind:hang')).toMatchObject({ total: 3, kinds: { warning: 3 } })
  expect(list('-kind:hang').kinds).not.toHaveProperty('hang')
})
