import type { BucketQuery, BucketRow, BucketSort, Page } from '../../../../shared/model/bucket.ts'
import type { CrashKind } from '../../../../shared/model/crash-kind.ts'
import type { BucketId } from '../../../../shared/model/ids.ts'
import type { SeenSource } from '../../../../shared/model/seen.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { compareKernels } from '../kernel-version.ts'
import { readStoredList } from './stored.ts'
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
  readonly noted: number
}

/** What the time in a column of the bucket rests on; the most trusted where several reports have it. */
const sourceOf = (column: string): string =>
  `(SELECT seen_from FROM report WHERE report.bucket = bucket.number AND report.seen = bucket.${column}
    ORDER BY instr('log prefix mail folder file', seen_from) LIMIT 1)`

const select = `
  SELECT *, ${sourceOf('first_seen')} AS first_from, ${sourceOf('last_seen')} AS last_from FROM bucket
`

type BucketPage = {
  readonly total: number
  readonly kinds: Readonly<Partial<Record<CrashKind, number>>>
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
  title: 'title'
}

type Filter = { readonly where: string; readonly values: readonly string[] }

/** Everything a query asks for but its kinds, which the counts of the kinds must not depend on. */
const filterOf = (query: BucketQuery): Filter => {
  const matches = typedWords(query.text).map(bucketMatches)
  const noted = query.noted ? ['bucket.noted = 1'] : []
  return {
    where: ['true', ...noted, ...matches.map(({ sql }) => sql)].join(' AND '),
    values: matches.flatMap(({ values }) => values)
  }
}

const withKinds = (filter: Filter, kinds: readonly CrashKind[]): Filter =>
  kinds.length === 0
    ? filter
    : {
        where: `${filter.where} AND kind IN (${kinds.map(() => '?').join(', ')})`,
        values: [...filter.values, ...kinds]
      }

export const createBucketReader = (db: Connection): BucketReader => {
  const one = db.prepare<[number], Stored>(`${select} WHERE number = ?`)
  const find = createBucketFinder(db)
  const kernelsOf = db.prepare<[number], { readonly kernel: string }>(
    'SELECT kernel FROM bucket_kernel WHERE bucket = ?'
  )
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
    hasNote: stored.noted === 1
  })

  const rowsOf = (query: BucketQuery, page: Page): readonly BucketRow[] => {
    const { where, values } = withKinds(filterOf(query), query.kinds)
    const direction = query.descending ? 'DESC' : 'ASC'
    const order =
      query.sort === 'title' ? `title ${direction}, id` : `${columns[query.sort]} ${direction}, title ASC, id`
    const words = typedWords(query.text)
    const inTitle = titleMatches(words)
    const titlesFirst = words.length === 0 ? '' : `(${inTitle.sql}) DESC, `
    return db
      .prepare<unknown[], Stored>(`${select} WHERE ${where} ORDER BY ${titlesFirst}${order} LIMIT ? OFFSET ?`)
      .all(...values, ...inTitle.values, page.limit, page.offset)
      .map(asRow)
  }

  const kindsOf = (query: BucketQuery): BucketPage['kinds'] => {
    const { where, values } = filterOf(query)
    const counts = db
      .prepare<unknown[], { readonly kind: CrashKind; readonly count: number }>(
        `SELECT kind, count(*) AS count FROM bucket WHERE ${where} GROUP BY kind`
      )
      .all(...values)
    return Object.fromEntries(counts.map(({ kind, count }) => [kind, count]))
  }

  // In one transaction, so that rows and counts are of one moment.
  const page = db.transaction((query: BucketQuery, wanted: Page): BucketPage => {
    const kinds = kindsOf(query)
    const shown = Object.entries(kinds).filter(
      ([kind]) => query.kinds.length === 0 || query.kinds.some((wantedKind) => wantedKind === kind)
    )
    const total = shown.reduce((sum, [, count]) => sum + count, 0)
    return { total, kinds, rows: total === 0 ? [] : rowsOf(query, wanted) }
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
