import { z } from 'zod'
import { annotationMarkSchema, annotationPlaceSchema } from './annotation.ts'
import { timeSchema } from './time.ts'
import { decisionSchema } from './decision.ts'
import {
  actIdSchema,
  annotationIdSchema,
  bucketIdSchema,
  gestureIdSchema,
  noteIdSchema,
  reportIdSchema
} from './ids.ts'
import { list, record } from './record.ts'
import { authorSchema, triageChangeSchema } from './triage.ts'

/** Reports that name a bucket, each once. */
const anchorsSchema = z
  .array(reportIdSchema)
  .max(300)
  .refine((reports) => new Set(reports).size === reports.length)
  .readonly()

/** Acts that a text was typed over. */
export const overSchema = z.array(actIdSchema).max(1000).readonly()

/** Acts that are taken back or done again at once: as many as there can be in a gesture. */
const turnedSchema = z.array(actIdSchema).max(100_000).readonly()

/**
 * What an act is about. A bucket is named by its id and by reports that it had, for the ids of reports are the same in
 * every corpus: it is the bucket with that id where that one holds any of them, else the one that holds most of them.
 */
export const subjectSchema = z.discriminatedUnion('kind', [
  record({ kind: z.literal('bucket'), bucket: bucketIdSchema, reports: anchorsSchema }),
  record({ kind: z.literal('report'), report: reportIdSchema })
])
export type Subject = z.infer<typeof subjectSchema>

export const noteTextSchema = z.string().max(1_000_000)

/**
 * Everything that a person does to a corpus, as an event that is only ever added. What stands is a function of the set
 * of events, whatever order they came in: the newest by (time, act) counts.
 */
export const deedSchema = z.discriminatedUnion('kind', [
  /** The whole text of a note. `over` are the acts whose texts it was typed over; empty text for none. */
  record({
    kind: z.literal('note'),
    subject: subjectSchema,
    note: noteIdSchema,
    /** The title of the bucket or report as it was then. */
    title: z.string().max(1000),
    text: noteTextSchema,
    over: overSchema
  }),
  record({ kind: z.literal('triage'), subject: subjectSchema, change: triageChangeSchema }),
  /** A remark, highlight or bookmark on lines. `mark` null takes it away. */
  record({
    kind: z.literal('annotation'),
    annotation: annotationIdSchema,
    place: annotationPlaceSchema,
    mark: annotationMarkSchema.nullable(),
    /** Markdown; empty for a highlight or a bookmark without words. */
    text: z.string().max(100_000),
    over: overSchema
  }),
  /** `other` is the second bucket of a mark as duplicate or of two that are not the same. */
  record({
    kind: z.literal('decision'),
    decision: decisionSchema,
    subject: subjectSchema,
    other: subjectSchema.nullable()
  }),
  record({ kind: z.literal('undo'), acts: turnedSchema }),
  record({ kind: z.literal('redo'), acts: turnedSchema })
])
export type Deed = z.infer<typeof deedSchema>
export type DeedOf<Kind extends Deed['kind']> = Extract<Deed, { kind: Kind }>

export const actSchema = record({
  act: actIdSchema,
  /** Acts of one gesture are undone together: a change of many buckets, a run of typing. */
  gesture: gestureIdSchema,
  author: authorSchema,
  /** Grows with every act of a corpus, even where the clock goes back. */
  time: timeSchema,
  deed: deedSchema
})
export type Act = z.infer<typeof actSchema>

/** A line of the activity page: the acts of one gesture. */
export const activityRowSchema = record({
  gesture: gestureIdSchema,
  author: authorSchema,
  /** Of its newest act. */
  time: timeSchema,
  kind: z.enum(['note', 'triage', 'annotation', 'decision', 'undo', 'redo']),
  /** In words, as a sentence without its subject: `marked as fixed`, `merged 3 buckets`. */
  text: z.string(),
  /** What it is about, as it is called now; several for an act on a selection, ten at most. */
  about: list(record({ bucket: bucketIdSchema.nullable(), report: reportIdSchema.nullable(), title: z.string() })),
  /** Buckets and reports that it is about in all. */
  count: z.number().int().nonnegative(),
  undone: z.boolean(),
  /** It came with a bundle, and is not undone by the undo key. */
  imported: z.boolean()
})
export type ActivityRow = z.infer<typeof activityRowSchema>

/** What was done, behind a word and a colon such as `Undone:`; a decision is a sentence of its own. */
export const deedText = ({ kind, text }: Pick<ActivityRow, 'kind' | 'text'>): string =>
  kind === 'decision' ? text.replace(/^decided: /, '') : text
