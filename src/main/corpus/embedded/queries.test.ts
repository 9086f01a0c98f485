import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { writeNote } from '../../../../tests/builders/notes.ts'
import { buildReport, type ReportParts } from '../../../../tests/builders/report.ts'
import { tempCorpora, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import { bucketQuerySchema, bucketSortSchema, type BucketRow } from '../../../shared/model/bucket.ts'
import type { BucketId } from '../../../shared/model/ids.ts'
import type { InputOf } from '../../../shared/protocol/methods.ts'

type Seen = ReportParts & { readonly title: string; readonly modified: number; readonly times: number }

const seen: readonly Seen[] = [
  {
    title: 'KASAN: use-after-free Read in nft_set',
    kind: 'memory-safety',
    frames: ['nft_set', 'nf_tables_newset'],
    modified: 100,
    times: 3,
    command: 'syz.1.5'
  },
  {
    title: 'KASAN: use-after-free Write in nft_del',
    kind: 'memory-safety',
    frames: ['nft_del', 'nf_tables_commit'],
    modified: 300,
    times: 1
  },
  {
    title: 'WARNING in ext4_writepages',
    kind: 'warning',
    frames: ['ext4_writepages', 'do_writepages'],
    modified: 200,
    times: 3,
    kernel: '5.4.0'
  },
  {
    title: 'warning in 100%_odd',
    kind: 'warning',
    frames: [],
    modified: 200,
    times: 2,
    lines: ['odd things about slab-alpha']
  },
  {
    title: 'INFO: task hung in sync_inodes',
    kind: 'hang',
    frames: ['sync_inodes', 'do_writepages'],
    modified: 50,
    times: 1
  }
]

const temp = tempCorpora()
let corpus: Awaited<ReturnType<typeof temp.open>>
let all: readonly BucketRow[] = []
const page = { offset: 0, limit: 100 }
const titles = async (query: InputOf<'buckets.list'>['query'], wanted = page): Promise<readonly string[]> =>
  (await corpus.reader.buckets(bucketQuerySchema.parse(query), wanted)).rows.map(({ title }) => title)

beforeAll(async () => {
  corpus = await temp.open()
  const logs = seen.flatMap(({ modified, times, ...parts }) =>
    Array.from({ length: times }, (_, index) =>
      buildLog(`${parts.title} ${index}\n`, {
        file: `/logs/${parts.kind ?? ''}/${index}.log`,
        modified: modified + index,
        reports: [buildReport(parts)]
      })
    )
  )
  valueOf(await corpus.writer.addLogs(logs))
  all = (await corpus.reader.buckets(bucketQuerySchema.parse({}), page)).rows
  const hung = all.find(({ kind }) => kind === 'hang')
  if (hung) await writeNote(corpus, hung.bucket, 'known')
})
afterAll(temp.end)

const byTitle = (a: BucketRow, b: BucketRow): number => (a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1)
const keys = {
  count: (row: BucketRow) => row.count,
  logs: (row: BucketRow) => row.files,
  'last-seen': (row: BucketRow) => row.lastSeen,
  'first-seen': (row: BucketRow) => row.firstSeen,
  title: () => 0,
  priority: () => 0
}
const sorts = bucketSortSchema.options.flatMap((sort) => [true, false].map((descending) => ({ sort, descending })))

describe.each(sorts)('sorted by $sort, descending $descending', ({ sort, descending }) => {
  const sign = descending ? -1 : 1
  const sorted = (rows: readonly BucketRow[]): readonly string[] =>
    rows
      .toSorted((a, b) => sign * (keys[sort](a) - keys[sort](b)) || (sort === 'title' ? sign : 1) * byTitle(a, b))
      .map(({ title }) => title)

  test.each([
    { name: 'all', query: {}, keep: () => true },
    {
      name: 'one kind',
      query: { terms: [{ field: 'kind', values: ['warning'] }] as const },
      keep: (row: BucketRow) => row.kind === 'warning'
    },
    {
      name: 'two kinds',
      query: { terms: [{ field: 'kind', values: ['warning', 'hang'] }] as const },
      keep: (row: BucketRow) => row.kind === 'warning' || row.kind === 'hang'
    },
    {
      name: 'noted',
      query: { terms: [{ field: 'has', values: ['triage'] }] as const },
      keep: (row: BucketRow) => row.kind === 'hang'
    },
    { name: 'a text', query: { text: 'in nft' }, keep: (row: BucketRow) => row.title.includes('nft') },
    { name: 'a caller', query: { text: 'do_writep' }, keep: (row: BucketRow) => row.callers.includes('do_writepages') },
    { name: 'nothing', query: { text: 'nowhere' }, keep: () => false }
  ])('$name', async ({ query, keep }) => {
    const expected = sorted(all.filter(keep))
    expect(await titles({ ...query, sort, descending })).toEqual(expected)
    const paged = await Promise.all(
      expected.map((_, offset) => titles({ ...query, sort, descending }, { offset, limit: 1 }))
    )
    expect(paged.flat()).toEqual(expected)
  })
})

test.each([
  ['use-after-free', 2],
  ['USE-after', 2],
  ['kasan write', 1],
  ['tables_comm', 1],
  ['slab', 1],
  ['slab-al', 1],
  ['syz.1', 1],
  ['5.4.0', 1],
  ['6.15', 4],
  ['100%_', 1],
  ['0%_o', 1],
  ['_____', 0],
  ['%', 1],
  ['"', 0],
  [`' OR 1=1 --`, 0],
  ['nft_set*', 1],
  ['NEAR(', 0],
  [':', 3],
  ['sync_inodes.c', 1],
  ['   ', 5]
])('the text %j finds %i buckets', async (text, count) => {
  expect(await titles({ text })).toHaveLength(count)
})

test('a typed title comes before buckets that only mention it, whatever the order', async () => {
  expect((await titles({ text: 'inodes' }))[0]).toBe('INFO: task hung in sync_inodes')
  expect(await titles({ text: 'do_writepages', sort: 'count' })).toEqual([
    'WARNING in ext4_writepages',
    'INFO: task hung in sync_inodes'
  ])
  expect(await titles({ text: 'writepages', sort: 'first-seen', descending: false })).toEqual([
    'WARNING in ext4_writepages',
    'INFO: task hung in sync_inodes'
  ])
})

test('the total is of the query, the counts of the kinds leave its kinds out', async () => {
  const query = bucketQuerySchema.parse({ text: 'do_writepages', terms: [{ field: 'kind', values: ['hang'] }] })
  const answer = await corpus.reader.buckets(query, { offset: 5, limit: 10 })
  expect(answer).toMatchObject({ total: 1, kinds: { warning: 1, hang: 1 }, statuses: { new: 1 }, rows: [] })
})

test('the crashes of one log come in its own order, by number and not by text', async () => {
  const storm = await temp.open(temp.file('storm'))
  const reports = Array.from({ length: 12 }, () => buildReport({ title: 'WARNING in storm' }))
  valueOf(await storm.writer.addLogs([buildLog('a storm\n', { reports })]))
  const { rows } = await storm.reader.reports({ bucket: null, text: '' }, page)
  expect(rows.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
})

test('reports are found by bucket and text, newest first', async () => {
  const first = all.find(({ title }) => title.includes('nft_set'))
  const inBucket = { bucket: first?.bucket ?? null, text: '' }
  const { total, rows } = await corpus.reader.reports(inBucket, { offset: 1, limit: 10 })
  expect([total, rows.map((row) => row.seen)]).toEqual([3, [101, 100]])
  const found = async (text: string, bucket: BucketId | null = null): Promise<number> =>
    (await corpus.reader.reports({ bucket, text }, page)).total
  expect(await found('')).toBe(10)
  expect(await found('do_writepages')).toBe(4)
  expect(await found('do_writepages', first?.bucket)).toBe(0)
  expect(await found('hang/0.log')).toBe(1)
  expect(await found('nft syz')).toBe(3)
  expect(await found('', 'ffffffffffff' as BucketId)).toBe(0)
})
