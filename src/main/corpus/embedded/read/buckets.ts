import type {
  BucketQuery,
  BucketRow,
  BucketSort,
  FilterTerm,
  Page,
  ShownStatus
} from '../../../../shared/model/bucket.ts'
import type { CrashKind } from '../../../../shared/model/crash-kind.ts'
import { bucketIdSchema, type BucketId } from '../../../../shared/model/ids.ts'
import type { SeenSource } from '../../../../shared/model/seen.ts'
import { cameBackSchema, noTriage, prioritySchema, statusSchema, type Triage } from '../../../../shared/model/triage.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { compareKernels } from '../kernel-version.ts'
import { bucketsWithTriage, shownStatusAt, termsMatch } from './bucket-terms.ts'
import { readStored, readStoredList } from './stored.ts'
import { titleMatches, typedWords, type Condition } from './text-match.ts'

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

const select = `
  SELECT bucket.*, ${sourceOf('first_seen')} AS first_from, ${sourceOf('last_seen')} AS last_from,
    status, priority, owner, tags, came_back, has_note, duplicate_of ${bucketsWithTriage}
`

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
  logs: 'files',
  'last-seen': 'last_seen',
  'first-seen': 'first_seen',
  title: 'title',
  priority: 'coalesce(priority, 0)'
}

/** The words of a query are terms like those that it has. */
const allTerms = ({ text, terms }: BucketQuery): readonly FilterTerm[] => [
  ...typedWords(text).map((word): FilterTerm => ({ field: 'text', values: [word], not: false })),
  ...terms
]

/** Terms without those that ask for a value of a field, so that the counts of its values do not depend on themselves. */
const leavingOut = (terms: readonly FilterTerm[], field: FilterTerm['field']): readonly FilterTerm[] =>
  terms.filter((term) => term.field !== field || term.not)

export const createBucketReader = (db: Connection): BucketReader => {
  const one = db.prepare<[number], Stored>(`${select} WHERE number = ?`)
  const find = createBucketFinder(db)
  const kernelsOf = db.prepare<[number], { readonly kernel: string }>(
    'SELECT kernel FROM bucket_kernel WHERE bucket = ?'
  )
  const tagNames = db
    .prepare<[], string>(
      `SELECT value FROM bucket_triage, json_each(bucket_triage.tags)
       GROUP BY value ORDER BY count(*) DESC, value LIMIT ${listedNames}`
    )
    .pluck()
  const ownerNames = db
    .prepare<[], string>(
      `SELECT owner FROM bucket_triage WHERE owner <> ''
       GROUP BY owner ORDER BY count(*) DESC, owner LIMIT ${listedNames}`
    )
    .pluck()
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

  const rowsOf = (query: BucketQuery, terms: readonly FilterTerm[], now: number, page: Page): readonly BucketRow[] => {
    const direction = query.descending ? 'DESC' : 'ASC'
    const order =
      query.sort === 'title' ? `title ${direction}, id` : `${columns[query.sort]} ${direction}, title ASC, id`
    const words = terms.flatMap((term) => (term.field === 'text' && !term.not ? term.values.slice(0, 1) : []))
    const inTitle = titleMatches(words)
    const titlesFirst = words.length === 0 ? '' : `(${inTitle.sql}) DESC, `
    const matching = termsMatch(terms, now)
    return db
      .prepare<unknown[], Stored>(`${select} WHERE ${matching.sql} ORDER BY ${titlesFirst}${order} LIMIT ? OFFSET ?`)
      .all(...matching.values, ...inTitle.values, page.limit, page.offset)
      .map(asRow)
  }

  const countsBy = (
    column: string,
    { sql, values }: Condition,
    source = bucketsWithTriage
  ): ReadonlyMap<string, number> =>
    new Map(
      db
        .prepare<unknown[], { readonly name: string; readonly count: number }>(
          `SELECT ${column} AS name, count(*) AS count ${source} WHERE ${sql} GROUP BY name`
        )
        .all(...values)
        .map(({ name, count }) => [name, count])
    )

  /** In the order of all buckets, so that none moves while the filter changes. */
  const tagsOf = (terms: readonly FilterTerm[], now: number): BucketPage['tags'] => {
    const names = tagNames.all()
    if (names.length === 0) return []
    // A bucket may have several, so what is asked for narrows what others there are.
    const counts = countsBy(
      'json_each.value',
      termsMatch(terms, now),
      `${bucketsWithTriage}, json_each(bucket_triage.tags)`
    )
    return names.map((tag) => ({ tag, count: counts.get(tag) ?? 0 }))
  }
  const ownersOf = (terms: readonly FilterTerm[], now: number): BucketPage['owners'] => {
    const names = ownerNames.all()
    if (names.length === 0) return []
    const counts = countsBy('owner', termsMatch(leavingOut(terms, 'owner'), now))
    return names.map((owner) => ({ owner, count: counts.get(owner) ?? 0 }))
  }

  // In one transaction, so that rows and counts are of one moment.
  const page = db.transaction((query: BucketQuery, wanted: Page): BucketPage => {
    const now = Date.now()
    const terms = allTerms(query)
    const kinds: BucketPage['kinds'] = Object.fromEntries(countsBy('kind', termsMatch(leavingOut(terms, 'kind'), now)))
    const statuses: BucketPage['statuses'] = Object.fromEntries(
      countsBy(`(${shownStatusAt(now)})`, termsMatch(leavingOut(terms, 'status'), now))
    )
    const asked = terms.filter((term) => term.field === 'kind' && !term.not)
    const shown = Object.entries(kinds).filter(([kind]) =>
      asked.every((term) => term.values.some((wantedKind) => wantedKind === kind))
    )
    const total = shown.reduce((sum, [, count]) => sum + count, 0)
    const rows = total === 0 ? [] : rowsOf(query, terms, now, wanted)
    return { total, kinds, statuses, tags: tagsOf(terms, now), owners: ownersOf(terms, now), rows }
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
