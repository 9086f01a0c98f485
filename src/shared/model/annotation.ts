import { z } from 'zod'
import { timeSchema } from './time.ts'
import { actIdSchema, annotationIdSchema, bucketIdSchema, reportIdSchema } from './ids.ts'
import { list, record } from './record.ts'
import { authorSchema } from './triage.ts'

export const annotationMarkSchema = z.enum(['remark', 'highlight', 'bookmark'])
export type AnnotationMark = z.infer<typeof annotationMarkSchema>

/** Lines of a log that an annotation keeps in words, so that it is found again when they have moved. */
export const quotedLines = 50

/** Where an annotation is: by line, and by content for when the lines have other numbers or it is another report. */
export const annotationPlaceSchema = record({
  report: reportIdSchema,
  /** Lines of the raw log, from 1, both within. */
  startLine: z.number().int().positive(),
  endLine: z.number().int().positive(),
  /** The first lines, 50 at most, without the console's prefixes. */
  quote: z.array(z.string().max(2000)).max(quotedLines).readonly(),
  /** The function and the kind of stack of the first frame within; null where there is none. */
  frame: record({ function: z.string().max(300), stack: z.string().max(60) }).nullable()
})
export type AnnotationPlace = z.infer<typeof annotationPlaceSchema>

/** An annotation as it stands. */
export const annotationSchema = record({
  annotation: annotationIdSchema,
  place: annotationPlaceSchema,
  /** The bucket that its report is in; null where the report is not in this corpus. */
  bucket: bucketIdSchema.nullable(),
  mark: annotationMarkSchema,
  /** The texts that stand, the newest first: more than one where two people changed it apart. */
  texts: list(record({ act: actIdSchema, author: authorSchema, saved: timeSchema, text: z.string() }))
})
export type Annotation = z.infer<typeof annotationSchema>
