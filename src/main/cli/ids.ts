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

export const typedBucket = (text: string | undefined, use: string): TypedId => {
  if (text === undefined) throw new UsageError(use)
  if (bucketIdSchema.safeParse(text).success || (isBeginning(text) && /^[0-9a-f]{4,11}$/.test(text))) {
    return text as TypedId
  }
  throw new UsageError(`"${text}" is not a bucket: it must be 12 hex digits, or the first 4 or more of them.`)
}

export const typedReport = (text: string): TypedId => {
  if (isBeginning(text)) return text
  throw new UsageError(`"${text}" is not a report, as "show BUCKET" prints them.`)
}

/** The id of a bucket or a report; null where it is neither. */
export const typedEither = (text: string): TypedId | null => (isBeginning(text) ? text : null)

export const typedChange = (text: string): TypedId => {
  if (isBeginning(text) && !text.includes('-')) return text
  throw new UsageError(`"${text}" is not the id of a change, as "activity" prints it.`)
}

const beginningWith = async ({ client, corpus }: Where, what: NamedThing, text: string): Promise<readonly string[]> => {
  const found = await client.call('ids.find', { corpus, what, beginning: text })
  if (!found.ok) throw new Refused(complaintOf(found.failure))
  return found.value
}

const only = (text: string, ids: readonly string[], what: string): string => {
  const [first, second] = ids
  if (first === undefined) throw new Refused(`No ${what} of this corpus begins with "${text}". Type another.`)
  if (second !== undefined) {
    const named = ids.length > 5 ? `${ids.slice(0, 5).join(', ')} and others` : ids.join(', ')
    throw new Refused(`"${text}" begins the ids ${named}. Type more of it.`)
  }
  return first
}

/** A whole id is taken as it is, also where nothing has it: the engine says so. */
export const bucketAt = async (where: Where, text: TypedId): Promise<BucketId> => {
  const whole = bucketIdSchema.safeParse(text)
  return whole.success
    ? whole.data
    : bucketIdSchema.parse(only(text, await beginningWith(where, 'bucket', text), 'bucket'))
}

export const reportAt = async (where: Where, text: TypedId): Promise<ReportId> => {
  const whole = reportIdSchema.safeParse(text)
  return whole.success
    ? whole.data
    : reportIdSchema.parse(only(text, await beginningWith(where, 'report', text), 'report'))
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
  const buckets = text.includes('-') ? [] : await beginningWith(where, 'bucket', text)
  const reports = await beginningWith(where, 'report', text)
  const id = only(text, [...buckets, ...reports], 'bucket or report')
  return buckets.length > 0
    ? { kind: 'bucket', bucket: bucketIdSchema.parse(id) }
    : { kind: 'report', report: reportIdSchema.parse(id) }
}
