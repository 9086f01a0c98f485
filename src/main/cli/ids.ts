import {
  bucketIdSchema,
  gestureIdSchema,
  idBeginningSchema,
  reportIdSchema,
  type BucketId,
  type CorpusId,
  type GestureId,
  type NamedThing,
  type ReportId
} from '../../shared/model/ids.ts'
import type { Client } from '../../shared/protocol/client.ts'
import { Refused, UsageError } from './command.ts'
import { complaintOf } from './output.ts'

/** Where ids are looked up. */
export type Where = { readonly client: Client; readonly corpus: CorpusId }

/** What a person typed for an id: the whole of it, or how it begins; its shape is right. */
export type TypedId = string & { readonly __brand: 'TypedId' }

const isBeginning = (text: string | undefined): text is TypedId => idBeginningSchema.safeParse(text).success

const notAnId = (text: string, what: string): UsageError =>
  new UsageError(
    /^[0-9a-f]{1,3}$/.test(text)
      ? `"${text}" is too short: of an id at least the first 4 digits are needed.`
      : `"${text}" is ${what}.`
  )

/** Also the id of a report is taken: only the corpus can tell which bucket was meant. */
export const typedBucket = (text: string | undefined, use: string): TypedId => {
  if (text === undefined) throw new UsageError(use)
  if (isBeginning(text)) return text
  throw notAnId(text, 'not a bucket: it must be 12 hex digits, or the first 4 or more of them')
}

export const typedReport = (text: string): TypedId => {
  if (isBeginning(text)) return text
  throw notAnId(text, 'not a report, as "show BUCKET" prints them')
}

/** The id of a bucket or a report. */
export const typedEither = (text: string): TypedId => {
  if (isBeginning(text)) return text
  throw notAnId(text, 'not the id of a bucket or report')
}

/** Whether a text can be the id of a bucket or a report, or the beginning of one. */
export const isTypedId = (text: string): text is TypedId => isBeginning(text)

export const typedChange = (text: string): TypedId => {
  if (isBeginning(text) && !text.includes('-')) return text
  throw notAnId(text, 'not the id of a change, as "activity" prints it')
}

const beginningWith = async ({ client, corpus }: Where, what: NamedThing, text: string): Promise<readonly string[]> => {
  const found = await client.call('ids.find', { corpus, what, beginning: text })
  if (!found.ok) throw new Refused(complaintOf(found.failure))
  return found.value
}

const listed: Readonly<Record<NamedThing | 'bucket or report', string>> = {
  bucket: '"oopsdesk buckets" prints them',
  report: '"oopsdesk show BUCKET" prints those of a bucket',
  'bucket or report': '"oopsdesk buckets" prints the buckets, "oopsdesk show BUCKET" the reports of one',
  change: '"oopsdesk activity" prints them'
}

const only = (text: string, ids: readonly string[], what: NamedThing | 'bucket or report'): string => {
  const [first, second] = ids
  if (first === undefined) throw new Refused(`No ${what} of this corpus begins with "${text}"; ${listed[what]}.`)
  if (second !== undefined) {
    const named = ids.length > 5 ? `${ids.slice(0, 5).join(', ')} and others` : ids.join(', ')
    throw new Refused(`"${text}" begins the ids ${named}. Type more of it.`)
  }
  return first
}

const bucketsWith = async (where: Where, text: TypedId): Promise<readonly string[]> =>
  text.includes('-') ? [] : beginningWith(where, 'bucket', text)

/** What is a report is no bucket, though it is of one, which is named. */
const refuseReport = async (where: Where, text: TypedId): Promise<void> => {
  const [report] = await beginningWith(where, 'report', text)
  if (report === undefined) return
  const found = await where.client.call('reports.get', { corpus: where.corpus, report: reportIdSchema.parse(report) })
  const of = found.ok ? `, of the bucket ${found.value.row.bucket}` : ''
  throw new Refused(`"${text}" is a report${of}, where a bucket is wanted. Name the bucket.`)
}

/** A whole id is taken as it is, also where nothing has it: the engine says so. */
export const bucketAt = async (where: Where, text: TypedId): Promise<BucketId> => {
  const buckets = await bucketsWith(where, text)
  if (buckets.length === 0) await refuseReport(where, text)
  const whole = bucketIdSchema.safeParse(text)
  return whole.success ? whole.data : bucketIdSchema.parse(only(text, buckets, 'bucket'))
}

export const reportAt = async (where: Where, text: TypedId): Promise<ReportId> => {
  const whole = reportIdSchema.safeParse(text)
  if (whole.success) return whole.data
  const reports = await beginningWith(where, 'report', text)
  if (reports.length === 0 && (await bucketsWith(where, text)).length > 0) {
    throw new Refused(`"${text}" is a bucket, where a report is wanted. "oopsdesk show ${text}" prints its reports.`)
  }
  return reportIdSchema.parse(only(text, reports, 'report'))
}

export const changeAt = async (where: Where, text: TypedId): Promise<GestureId> => {
  const whole = gestureIdSchema.safeParse(text)
  return whole.success
    ? whole.data
    : gestureIdSchema.parse(only(text, await beginningWith(where, 'change', text), 'change'))
}

type Either =
  | { readonly kind: 'bucket'; readonly bucket: BucketId }
  | { readonly kind: 'report'; readonly report: ReportId }

/** A bucket or a report, whichever begins so. */
export const eitherAt = async (where: Where, text: TypedId): Promise<Either> => {
  const [bucket, report] = [bucketIdSchema.safeParse(text), reportIdSchema.safeParse(text)]
  if (bucket.success) return { kind: 'bucket', bucket: bucket.data }
  if (report.success) return { kind: 'report', report: report.data }
  const buckets = await bucketsWith(where, text)
  const reports = await beginningWith(where, 'report', text)
  const id = only(text, [...buckets, ...reports], 'bucket or report')
  return buckets.length > 0
    ? { kind: 'bucket', bucket: bucketIdSchema.parse(id) }
    : { kind: 'report', report: reportIdSchema.parse(id) }
}
