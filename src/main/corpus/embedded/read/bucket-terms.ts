import type { FilterTerm } from '../../../../shared/model/bucket.ts'
import { prioritySchema } from '../../../../shared/model/triage.ts'
import { allOf, anyOf, beginning, bucketMatches, reportMatches, type Condition } from './text-match.ts'

/** Every bucket, with what people said of it, where they said something. */
export const bucketsWithTriage = 'FROM bucket LEFT JOIN bucket_triage ON bucket_triage.bucket = bucket.number'

/** What a bucket is listed under, as `shownStatus` in shared/model/bucket.ts says it at a time in milliseconds. */
export const shownStatusAt = (now: number): string => `CASE
  WHEN duplicate_of IS NOT NULL THEN 'duplicate'
  WHEN status_kind = 'fixed' AND came_back IS NOT NULL THEN 'came-back'
  WHEN status_kind = 'ignored' AND (until <= ${Math.round(now)} OR bucket.count >= until_reports) THEN 'new'
  ELSE coalesce(status_kind, 'new') END`

const oneOf = (sql: string, values: readonly (string | number)[]): Condition => ({
  sql: `${sql} IN (${values.map(() => '?').join(', ')})`,
  values
})

const has = {
  note: 'has_note = 1',
  tag: `tags <> '[]'`,
  owner: `owner <> ''`,
  priority: 'priority > 0',
  triage: 'bucket.noted = 1'
} as const

/** 6.1 is no beginning of 6.12: a number is a whole one. */
const kernelBegins = (column: string, value: string): Condition => {
  const begins = { sql: `${column} LIKE ? ESCAPE '\\'`, values: [beginning(value)] }
  if (!/\d$/.test(value)) return begins
  return allOf([begins, { sql: `substr(${column}, ?, 1) NOT BETWEEN '0' AND '9'`, values: [value.length + 1] }])
}

const asked = (term: FilterTerm, now: number): Condition => {
  switch (term.field) {
    case 'text':
      return anyOf(term.values.map(bucketMatches))
    case 'kind':
      return oneOf('kind', term.values)
    case 'status':
      return oneOf(`(${shownStatusAt(now)})`, term.values)
    case 'priority':
      return oneOf(
        'coalesce(priority, 0)',
        term.values.map((value) => prioritySchema.options.indexOf(value))
      )
    case 'owner':
      return oneOf('owner COLLATE NOCASE', term.values)
    case 'tag': {
      const { sql, values } = oneOf('value COLLATE NOCASE', term.values)
      return { sql: `EXISTS (SELECT 1 FROM json_each(bucket_triage.tags) WHERE ${sql})`, values }
    }
    case 'has':
      return { sql: `(${term.values.map((value) => has[value]).join(' OR ')})`, values: [] }
    case 'kernel': {
      const { sql, values } = anyOf(term.values.map((value) => kernelBegins('kernel', value)))
      return {
        sql: `EXISTS (SELECT 1 FROM bucket_kernel WHERE bucket_kernel.bucket = bucket.number AND ${sql})`,
        values
      }
    }
  }
}

/** A report's own facts are asked of itself, what people said of the bucket that it is in. */
const askedOfReport = (term: FilterTerm, now: number): Condition => {
  switch (term.field) {
    case 'text':
      return anyOf(term.values.map(reportMatches))
    case 'kind':
      return oneOf('report.kind', term.values)
    case 'kernel':
      return anyOf(term.values.map((value) => kernelBegins('report.kernel', value)))
    case 'status':
    case 'priority':
    case 'owner':
    case 'tag':
    case 'has': {
      const { sql, values } = asked(term, now)
      return { sql: `report.bucket IN (SELECT bucket.number ${bucketsWithTriage} WHERE ${sql})`, values }
    }
  }
}

/** Reports that match all terms at a time in milliseconds. */
export const termsOfReports = (terms: readonly FilterTerm[], now: number): Condition =>
  allOf(
    terms.map((term) => {
      const { sql, values } = askedOfReport(term, now)
      return term.not ? { sql: `NOT coalesce(${sql}, 0)`, values } : { sql, values }
    })
  )

/** Buckets, joined with their triage, that match all terms at a time in milliseconds. */
export const termsMatch = (terms: readonly FilterTerm[], now: number): Condition =>
  allOf(
    terms.map((term) => {
      const { sql, values } = asked(term, now)
      // A bucket that nobody said anything of has no triage: what is asked of it is null, and that is no.
      return term.not ? { sql: `NOT coalesce(${sql}, 0)`, values } : { sql, values }
    })
  )
