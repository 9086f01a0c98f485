import { z } from 'zod'
import { actSchema } from '../../shared/model/act.ts'
import { bucketIdSchema, logIdSchema, reportIdSchema } from '../../shared/model/ids.ts'
import { list, record } from '../../shared/model/record.ts'
import { timeSchema } from '../../shared/model/time.ts'

export const bundleFormatName = 'oopsdesk-bundle'
/** Grows when a reader of an older one could no longer read what is written. */
export const bundleVersion = 1

/** Bytes of a log on one line, before base64; the last piece of a log is what is left. */
export const pieceBytes = 1024 * 1024

const count = z.number().int().nonnegative()

/** A moment that a date can tell; of a file there may be any. */
const moment = timeSchema.min(-8_640_000_000_000_000).max(8_640_000_000_000_000)
/**
 * Acts and buckets of a year that takes more than four digits are a fault. Much less is taken by a corpus, which goes by
 * its clock; but what it has itself it must be able to read again, and each act is later than those before it.
 */
export const latestAct = Date.UTC(10_000, 0, 1) - 1

/** The name of a copy. Line ends and the like, which Linux takes in names, stand as U+FFFD. */
const fileName = z
  .string()
  .min(1)
  .max(10_000)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u)

/** The first line. */
export const headerSchema = record({ format: z.literal(bundleFormatName), version: z.number().int().positive() })

/** Every other line. Times are milliseconds since 1970. */
export const lineSchema = z.discriminatedUnion('kind', [
  record({
    kind: z.literal('log'),
    log: logIdSchema,
    size: count,
    /** The oldest time that any copy had, and that any folder told (`shared/model/seen.ts`). */
    modified: moment,
    folder: record({ time: moment, assumes: z.enum(['nothing', 'zone']) }).nullable(),
    /** Copies by name, each once. */
    origins: z
      .array(record({ file: fileName, modified: moment }))
      .min(1)
      .readonly()
  }),
  /** Of the log above, in base64. */
  record({ kind: z.literal('bytes'), data: z.string().max(Math.ceil(pieceBytes / 3) * 4) }),
  /** What a bucket is called, since when it is one, and its reports by id. */
  record({
    kind: z.literal('bucket'),
    bucket: bucketIdSchema,
    opened: timeSchema.max(latestAct),
    reports: list(reportIdSchema)
  }),
  record({ kind: z.literal('act'), act: actSchema }),
  /** The last line: how many of each there are above. */
  record({ kind: z.literal('end'), logs: count, buckets: count, acts: count })
])
export type BundleLine = z.infer<typeof lineSchema>
export type BundledLog = Extract<BundleLine, { kind: 'log' }>

const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029]/gu

/** A log's line from what a corpus knows of it. */
export const logLine = ({ origins, ...log }: Omit<BundledLog, 'kind'>): BundledLog => {
  const newest = new Map<string, number>()
  for (const { file, modified } of origins) {
    const name = file.replaceAll(unprintable, '\ufffd').slice(0, 10_000).toWellFormed() || '\ufffd'
    newest.set(name, Math.max(newest.get(name) ?? modified, modified))
  }
  return {
    kind: 'log',
    ...log,
    origins: [...newest].map(([file, modified]) => ({ file, modified })).sort((a, b) => (a.file < b.file ? -1 : 1))
  }
}
