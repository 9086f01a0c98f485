import { z } from 'zod'
import { noteTextSchema } from './act.ts'
import { timeSchema } from './time.ts'
import { actIdSchema, bucketIdSchema, noteIdSchema, reportIdSchema } from './ids.ts'
import { list, record } from './record.ts'
import { authorSchema } from './triage.ts'

/** What notes are asked for. */
export const notedSchema = z.discriminatedUnion('kind', [
  record({ kind: z.literal('bucket'), bucket: bucketIdSchema }),
  record({ kind: z.literal('report'), report: reportIdSchema })
])
export type Noted = z.infer<typeof notedSchema>

/** A text of a note with the act that wrote it. */
export const noteTextAtSchema = record({
  act: actIdSchema,
  author: authorSchema,
  saved: timeSchema,
  /** Markdown. */
  text: noteTextSchema
})
export type NoteTextAt = z.infer<typeof noteTextAtSchema>

/**
 * A note of a bucket or report. A bucket has one as a rule; more where buckets that had one each were merged, or where
 * two people began one each. `texts` has one as a rule, the newest first; more are a conflict: they were typed apart
 * over the same text, and a save over all of them ends it.
 */
export const noteSchema = record({
  note: noteIdSchema,
  of: notedSchema,
  /** The title of the bucket that it was written on, where it has gone into another one since. */
  from: z.string().nullable(),
  texts: list(noteTextAtSchema)
})
export type Note = z.infer<typeof noteSchema>

/** A past text of a note, for its history; `undone` ones do not count at present. */
export const noteVersionSchema = record({
  act: actIdSchema,
  author: authorSchema,
  saved: timeSchema,
  /** Characters. */
  length: z.number().int().nonnegative(),
  undone: z.boolean()
})
export type NoteVersion = z.infer<typeof noteVersionSchema>
