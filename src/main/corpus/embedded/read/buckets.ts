import type { BucketQuery, BucketRow, BucketSort, Page, ShownStatus } from '../../../../shared/model/bucket.ts'
import type { CrashKind } from '../../../../shared/model/crash-kind.ts'
import { bucketIdSchema, type BucketId } from '../../../../shared/model/ids.ts'
import type { SeenSource } from '../../../../shared/model/seen.ts'
import { cameBackSchema, noTriage, prioritySchema, statusSchema, type Triage } from '../../../../shared/model/triage.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { compareKernels } from '../kernel-version.ts'
import { readStored, readStoredList } from './stored.ts'
import { bucketMatches, titleMatches, typedWords } from './text-match.ts'

type Stored = {
  readonly number: number
  readonly id: BucketId
  readonly title: string
  readonly kind: CrashKind
  readonly frame: string | null
  readonly callers: string
  readonly count: number
  readonly files: number
  readonly first_seen: number
  readonly last_seen: number
  readonly first_from: SeenSource | null
  readonly last_from: SeenSource | null
  readonly status: string | null
  readonly priority: number | null
  readonly owner: string | null
  readonly tags: string | null
  readonly came_back: string | null
  readonly has_note: number | null
  readonly duplicate_of: string | null
}

/** What the time in a column of the bucket rests on; the most trusted where several reports have it. */
const sourceOf = (column: string): string =>
  `(SELECT seen_from FROM report WHERE report.bucket = bucket.number AND report.seen = bucket.${column}
    ORDER BY instr('log prefix mail folder file', seen_from) LIMIT 1)`

const from = 'FROM bucket LEFT JOIN bucket_triage ON bucket_triage.bucket = bucket.number'

const select = `
  SELECT bucket.*, ${sourceOf('first_seen')} AS first_from, ${sourceOf('last_seen')} AS last_from,
    status, priority, owner, tags, came_back, has_note, duplicate_of ${from}
`

/** What a bucket is listed under, as `shownStatus` in shared/model/bucket.ts says it at a time in milliseconds. */
const shownStatus = (now: number): string => `CASE
  WHEN duplicate_of IS NOT NULL THEN 'duplicate'
  WHEN status_kind = 'fixed' AND came_back IS NOT NULL THEN 'came-back'
  WHEN status_kind = 'ignored' AND (until <= ${Math.round(now)} OR bucket.count >= until_reports) THEN 'new'
  ELSE coalesce(status_kind, 'new') END`

/** Tags and owners that are told with a list. */
const listedNames = 100

type BucketPage = {
  readonly total: number
  readonly kinds: Readonly<Partial<Record<CrashKind, number>>>
  readonly statuses: Readonly<Partial<Record<ShownStatus, number>>>
  readonly tags: readonly { readonly tag: string; readonly count: number }[]
  readonly owners: readonly { readonly owner: string; readonly count: number }[]
  readonly rows: readonly BucketRow[]
}

export type BucketReader = {
  readonly buckets: (query: BucketQuery, page: Page) => BucketPage
  readonly bucket: (bucket: BucketId) => BucketRow | null
  /** The bucket with this number. */
  readonly byNumber: (bucket: number) => BucketRow | null
}

const columns: Readonly<Record<BucketSort, string>> = {
  count: 'count',
  'last-seen': 'last_seen',
  'first-seen': 'first_seen',
  title: 'title',
  priority: 'coalesce(priority, 0)'
}

type Filter = { readonly where: string; readonly values: readonly string[] }

const oneOf = (sql: string, values: readonly string[]): Filter => ({
  where: values.length === 0 ? 'true' : `${sql} IN (${values.map(() => '?').join(', ')})`,
  values
})

const joined = (filters: readonly Filter[]): Filter => ({
  where: filters.map(({ where }) => where).join(' AND '),
  values: filters.flatMap(({ values }) => values)
})

/** Everything a query asks for but kinds and statuses, whose counts must not depend on themselves. */
const filterOf = (query: BucketQuery): Filter => {
  const matches = typedWords(query.text).map(bucketMatches)
  const tags = query.tags.map((tag): Filter => ({
    where: 'EXISTS (SELECT 1 FROM json_each(bucket_triage.tags) WHERE value = ?)',
    values: [tag]
  }))
  return joined([
    { where: query.noted ? 'bucket.noted = 1' : 'true', values: [] },
    ...matches.map(({ sql, values }): Filter => ({ where: sql, values })),
    ...tags,
    oneOf('owner', query.owners)
  ])
}

const kindsFilter = (query: BucketQuery): Filter => oneOf('kind', query.kinds)
const statusFilter = (query: BucketQuery, now: number): Filter => oneOf(`(${shownStatus(now)})`, query.statuses)

export const createBucketReader = (db: Connection): BucketReader => {
  const one = db.prepare<[number], Stored>(`${select} WHERE number = ?`)
  const find = createBucketFinder(db)
  const kernelsOf = db.prepare<[number], { readonly kernel: string }>(
    'SELECT kernel FROM bucket_kernel WHERE bucket = ?'
  )
  const tagCounts = db.prepare<[], { readonly tag: string; readonly count: number }>(
    `SELECT value AS tag, count(*) AS count FROM bucket_triage, json_each(bucket_triage.tags)
     GROUP BY value ORDER BY count(*) DESC, value LIMIT ${listedNames}`
  )
  const ownerCounts = db.prepare<[], { readonly owner: string; readonly count: number }>(
    `SELECT owner, count(*) AS count FROM bucket_triage WHERE owner <> ''
     GROUP BY owner ORDER BY count(*) DESC, owner LIMIT ${listedNames}`
  )
  const triageOfRow = (stored: Stored): Triage => {
    if (stored.status === null) return noTriage
    const what = `the bucket ${stored.id}`
    return {
      status: readStored(statusSchema, stored.status, what),
      priority: prioritySchema.options[stored.priority ?? 0] ?? 'none',
      owner: stored.owner ?? '',
      tags: readStoredList(stored.tags ?? '[]', what),
      cameBack: stored.came_back === null ? null : readStored(cameBackSchema, stored.came_back, what)
    }
  }
  const asRow = (stored: Stored): BucketRow => ({
    bucket: stored.id,
    title: stored.title,
    kind: stored.kind,
    frame: stored.frame,
    callers: readStoredList(stored.callers, `the bucket ${stored.id}`),
    count: stored.count,
    files: stored.files,
    kernels: kernelsOf
      .all(stored.number)
      .map(({ kernel }) => kernel)
      .sort(compareKernels),
    firstSeen: stored.first_seen,
    firstSeenFrom: stored.first_from ?? 'file',
    lastSeen: stored.last_seen,
    lastSeenFrom: stored.last_from ?? 'file',
    hasNote: stored.has_note === 1,
    triage: triageOfRow(stored),
    duplicateOf: stored.duplicate_of === null ? null : bucketIdSchema.parse(stored.duplicate_of)
  })

  const rowsOf = (query: BucketQuery, filter: Filter, page: Page): readonly BucketRow[] => {
    const direction = query.descending ? 'DESC' : 'ASC'
    const order =
      query.sort === 'title' ? `title ${direction}, id` : `${columns[query.sort]} ${direction}, title ASC, id`
    const words = typedWords(query.text)
    const inTitle = titleMatches(words)
    const titlesFirst = words.length === 0 ? '' : `(${inTitle.sql}) DESC, `
    return db
      .prepare<unknown[], Stored>(`${select} WHERE ${filter.where} ORDER BY ${titlesFirst}${order} LIMIT ? OFFSET ?`)
      .all(...filter.values, ...inTitle.values, page.limit, page.offset)
      .map(asRow)
  }

  const countsBy = <Name extends string>(column: string, { where, values }: Filter): Partial<Record<Name, number>> => {
    const counts = db
      .prepare<unknown[], { readonly name: Name; readonly count: number }>(
        `SELECT ${column} AS name, count(*) AS count ${from} WHERE ${where} GROUP BY name`
      )
      .all(...values)
    const found: Partial<Record<Name, number>> = {}
    for (const { name, count } of counts) found[name] = count
    return found
  }

  // In one transaction, so that rows and counts are of one moment.
  const page = db.transaction((query: BucketQuery, wanted: Page): BucketPage => {
    const now = Date.now()
    const filter = filterOf(query)
    const [ofKind, ofStatus] = [kindsFilter(query), statusFilter(query, now)]
    const kinds = countsBy<CrashKind>('kind', joined([filter, ofStatus]))
    const statuses = countsBy<ShownStatus>(`(${shownStatus(now)})`, joined([filter, ofKind]))
    const shown = Object.entries(kinds).filter(
      ([kind]) => query.kinds.length === 0 || query.kinds.some((wantedKind) => wantedKind === kind)
    )
    const total = shown.reduce((sum, [, count]) => sum + count, 0)
    const rows = total === 0 ? [] : rowsOf(query, joined([filter, ofKind, ofStatus]), wanted)
    return { total, kinds, statuses, tags: tagCounts.all(), owners: ownerCounts.all(), rows }
  })

  const byNumber = (number: number): BucketRow | null => {
    const stored = one.get(number)
    return stored ? asRow(stored) : null
  }

  return {
    buckets: (query, wanted) => page(query, wanted),
    bucket: (bucket) => {
      const number = find(bucket)
      return number === null ? null : byNumber(number)
    },
    byNumber
  }
}
