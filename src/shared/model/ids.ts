import { z } from 'zod'

/** Names a corpus file, whatever it is called on disk: 10 random base-32 letters stored inside it. */
export const corpusIdSchema = z
  .string()
  .regex(/^[a-z2-7]{10}$/)
  .brand<'CorpusId'>()
export type CorpusId = z.infer<typeof corpusIdSchema>

/** The SHA-256 of a log's raw bytes, 64 hex digits: the same log has the same id in every corpus. */
export const logIdSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'LogId'>()
export type LogId = z.infer<typeof logIdSchema>

/** `<first 16 hex digits of the log's id>-<index of the report in the log>`, so a link resolves in a colleague's corpus. */
export const reportIdSchema = z
  .string()
  .regex(/^[0-9a-f]{16}-[0-9]{1,7}$/)
  .brand<'ReportId'>()
export type ReportId = z.infer<typeof reportIdSchema>

/** 12 hex digits of the SHA-256 of the signature that opened the bucket. */
export const bucketIdSchema = z
  .string()
  .regex(/^[0-9a-f]{12}$/)
  .brand<'BucketId'>()
export type BucketId = z.infer<typeof bucketIdSchema>

/** An act of a person: 16 hex digits, random. */
export const actIdSchema = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .brand<'ActId'>()
export type ActId = z.infer<typeof actIdSchema>

/** The acts of one gesture, which are undone together: the id of the first of them. */
export const gestureIdSchema = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .brand<'GestureId'>()
export type GestureId = z.infer<typeof gestureIdSchema>

export const noteIdSchema = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .brand<'NoteId'>()
export type NoteId = z.infer<typeof noteIdSchema>

export const annotationIdSchema = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .brand<'AnnotationId'>()
export type AnnotationId = z.infer<typeof annotationIdSchema>

/** What a person names by the beginning of its id; a change is what is undone together. */
export const namedThingSchema = z.enum(['bucket', 'report', 'change'])
export type NamedThing = z.infer<typeof namedThingSchema>

/** Hex digits that an id begins with, of a report with its index in the log where that is known. */
export const idBeginningSchema = z.string().regex(/^[0-9a-f]{4,16}(?:-[0-9]{1,7})?$/)

/** An import running or done in this engine. */
export const importIdSchema = z.string().min(1).max(64).brand<'ImportId'>()
export type ImportId = z.infer<typeof importIdSchema>

/** A set of files that a window without access to the disk sends to the engine. */
export const uploadIdSchema = z.string().min(1).max(64).brand<'UploadId'>()
export type UploadId = z.infer<typeof uploadIdSchema>

export const reportId = (log: LogId, index: number): ReportId => reportIdSchema.parse(`${log.slice(0, 16)}-${index}`)
