import { z } from 'zod'
import { bucketIdSchema, reportIdSchema, type BucketId, type ReportId } from '../../shared/model/ids.ts'

/** What a link in a note leads to. */
export type NoteTarget =
  | { readonly kind: 'bucket'; readonly bucket: BucketId }
  | { readonly kind: 'report'; readonly report: ReportId; readonly line: number | null }

/**
 * The path of a link in a note. It names no corpus, for the note may be read in a colleague's: the ids of reports are
 * the same there.
 */
export const pathOf = (target: NoteTarget): string => {
  if (target.kind === 'bucket') return `/buckets/${target.bucket}`
  return `/reports/${target.report}${target.line === null ? '' : `?line=${target.line}`}`
}

const path = /^(?:\/c\/[a-z2-7]{10})?\/(buckets|reports)\/([0-9a-f-]{1,40})(?:\?(?:[^#]*&)?line=([0-9]{1,9})[^#]*)?$/
const lineSchema = z.coerce.number().int().positive()

/** Where a link of a note leads within the corpus; null for any other link. A path copied from a window works too. */
export const targetOf = (href: string): NoteTarget | null => {
  const found = path.exec(href)
  if (!found) return null
  const [, part, id, line] = found
  if (part === 'buckets') {
    const bucket = bucketIdSchema.safeParse(id)
    return bucket.success ? { kind: 'bucket', bucket: bucket.data } : null
  }
  const report = reportIdSchema.safeParse(id)
  return report.success ? { kind: 'report', report: report.data, line: lineSchema.safeParse(line).data ?? null } : null
}

/** A Markdown link; what a title may hold that Markdown reads is escaped. */
export const linkText = (name: string, target: NoteTarget): string =>
  `[${name.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\[\]`*<>|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\$&`)}](${pathOf(target)})`
