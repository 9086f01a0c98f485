import { z } from 'zod'
import { activityRowSchema, noteTextSchema, overSchema } from '../model/act.ts'
import { annotationMarkSchema, annotationSchema } from '../model/annotation.ts'
import {
  bucketQuerySchema,
  bucketRowSchema,
  filterTermSchema,
  pageSchema,
  reportRowSchema,
  shownStatusSchema
} from '../model/bucket.ts'
import { corpusFactsSchema, logFactsSchema, recentCorpusSchema } from '../model/corpus.ts'
import { bucketDetailSchema, regroupingSchema, stackTreeSchema, timelineSchema } from '../model/bucket-detail.ts'
import { crashKindSchema } from '../model/crash-kind.ts'
import { comparedBucketSchema, comparedLogsSchema, comparedPairSchema, noiseClassSchema } from '../model/comparison.ts'
import { decisionSchema } from '../model/decision.ts'
import { explanationSchema } from '../model/explanation.ts'
import { bundleSummarySchema, exportFormatSchema, exportOptionsSchema, exportScopeSchema } from '../model/export.ts'
import {
  actIdSchema,
  annotationIdSchema,
  bucketIdSchema,
  corpusIdSchema,
  gestureIdSchema,
  idBeginningSchema,
  importIdSchema,
  logIdSchema,
  namedThingSchema,
  noteIdSchema,
  reportIdSchema,
  uploadIdSchema
} from '../model/ids.ts'
import {
  importProgressSchema,
  importRecordSchema,
  importSourceSchema,
  importSummarySchema,
  skippedFileSchema
} from '../model/import.ts'
import { notedSchema, noteSchema, noteVersionSchema } from '../model/note.ts'
import { list, record } from '../model/record.ts'
import { reportSchema } from '../model/report.ts'
import { similarBucketSchema, similarReportSchema, whySchema } from '../model/similar.ts'
import { authorSchema, ownerSchema, tagSchema, triageChangeSchema } from '../model/triage.ts'
import { job, read, write, type MethodDeclaration } from './declare.ts'

/** The most bytes one `logs.bytes` answer or `uploads.write` request carries, before base64. */
export const chunkLimit = 1024 * 1024
/** The most lines one `logs.lines` answer carries. */
export const lineLimit = 50_000

const corpus = corpusIdSchema
const count = z.number().int().nonnegative()
const opening = [
  'corpus-missing',
  'corpus-foreign',
  'corpus-damaged',
  'corpus-newer',
  'corpus-unopenable',
  'corpus-busy',
  'path-not-allowed'
] as const
const reading = ['corpus-unknown', 'corpus-damaged'] as const
const writing = [...reading, 'corpus-read-only', 'corpus-busy', 'disk-full'] as const

const decisionId = z.string().min(1).max(64)
const similarTo = z.discriminatedUnion('kind', [
  record({ kind: z.literal('bucket'), bucket: bucketIdSchema }),
  record({ kind: z.literal('report'), report: reportIdSchema }),
  record({ kind: z.literal('text'), text: z.string().max(4 * 1024 * 1024) })
])

const comparedSide = z.discriminatedUnion('kind', [
  record({ kind: z.literal('report'), report: reportIdSchema }),
  /** The first crash of a text that is not in the corpus; `name` is what to call it. */
  record({ kind: z.literal('text'), name: z.string().min(1).max(4096), text: z.string().max(4 * 1024 * 1024) })
])
const comparing = record({
  corpus,
  a: comparedSide,
  b: comparedSide,
  /** Classes of noise that count as differences all the same. */
  heeded: list(noiseClassSchema).default([])
})
const logSide = z.enum(['a', 'b'])

const exporting = record({
  corpus,
  scope: exportScopeSchema,
  format: exportFormatSchema,
  options: exportOptionsSchema
})

export const methods = {
  'engine.describe': read({
    input: record({}),
    output: record({
      version: z.string(),
      /** The corpus that opens when nothing else is asked for. */
      corpus: corpusIdSchema.nullable(),
      /** Folders that `path` sources must lie below; null where any path will do. */
      roots: list(z.string()).nullable(),
      /** Version of the rule that this engine puts reports into buckets by; a corpus may still keep to an older one. */
      rule: z.number().int().positive().optional(),
      /** Version of its parser; the logs of a corpus may have been read by an older one. */
      parser: z.number().int().positive().optional()
    }),
    errors: []
  }),

  'corpora.recent': read({ input: record({}), output: list(recentCorpusSchema), errors: [] }),
  /** Opens a corpus, making the default and the sample one when they are not there yet. */
  'corpora.open': write({
    input: z.discriminatedUnion('kind', [
      record({ kind: z.literal('default') }),
      record({ kind: z.literal('sample') }),
      record({ kind: z.literal('recent'), corpus }),
      record({ kind: z.literal('file'), file: z.string().min(1).max(4096), create: z.boolean() })
    ]),
    output: corpusFactsSchema,
    errors: [...opening, 'corpus-unknown', 'corpus-read-only', 'disk-full']
  }),
  /** Takes a corpus off the recent list; its file stays. */
  'corpora.forget': write({ input: record({ corpus }), output: record({}), errors: [] }),

  'corpus.describe': read({ input: record({ corpus }), output: corpusFactsSchema, errors: reading }),
  /** Streams a number that grows with every change of the corpus, until it is cancelled. */
  'corpus.watch': job({
    input: record({ corpus }),
    progress: record({ revision: count }),
    output: record({}),
    errors: ['corpus-unknown', 'cancelled']
  }),

  'buckets.list': read({
    input: record({ corpus, query: bucketQuerySchema, page: pageSchema }),
    output: record({
      total: count,
      /** Buckets of each kind that match the query without the kinds it asks for. */
      kinds: z.partialRecord(crashKindSchema, count),
      /** The same of each status, without the statuses. */
      statuses: z.partialRecord(shownStatusSchema, count),
      /** Tags and owners of the whole corpus with their buckets, the most frequent first, 100 at most. */
      tags: list(record({ tag: tagSchema, count })),
      owners: list(record({ owner: ownerSchema, count })),
      rows: list(bucketRowSchema)
    }),
    errors: reading
  }),
  'buckets.get': read({
    input: record({ corpus, bucket: bucketIdSchema }),
    output: bucketRowSchema,
    errors: [...reading, 'not-found']
  }),

  /** Ids that begin so, six at most: a person types or says no more of one than tells it from the others. */
  'ids.find': read({
    input: record({ corpus, what: namedThingSchema, beginning: idBeginningSchema }),
    output: list(z.string()),
    errors: reading
  }),

  /** What a bucket's page shows beside its reports. An id that a merge took is answered by the bucket it went into. */
  'buckets.detail': read({
    input: record({ corpus, bucket: bucketIdSchema }),
    output: bucketDetailSchema,
    errors: [...reading, 'not-found']
  }),
  'buckets.tree': read({
    input: record({ corpus, bucket: bucketIdSchema }),
    output: stackTreeSchema,
    errors: [...reading, 'not-found']
  }),
  'buckets.timeline': read({
    input: record({ corpus, bucket: bucketIdSchema }),
    output: timelineSchema,
    errors: [...reading, 'not-found']
  }),

  /** The buckets most like a bucket, a report, or the first crash of a text that is not in the corpus. */
  'similar.buckets': read({
    input: record({ corpus, of: similarTo, limit: z.number().int().min(1).max(100).default(10) }),
    output: list(similarBucketSchema),
    errors: [...reading, 'not-found', 'no-crash']
  }),
  /** The reports most like it, the reports of its own bucket included. */
  'similar.reports': read({
    input: record({ corpus, of: similarTo, limit: z.number().int().min(1).max(1000).default(10) }),
    output: list(similarReportSchema),
    errors: [...reading, 'not-found', 'no-crash']
  }),
  'similar.why': read({
    input: record({ corpus, a: reportIdSchema, b: reportIdSchema }),
    output: whySchema,
    errors: [...reading, 'not-found']
  }),

  /** What is really different between two crashes. */
  'compare.run': read({ input: comparing, output: comparedPairSchema, errors: [...reading, 'not-found', 'no-crash'] }),
  /**
   * All of two logs, line by line; facts, stacks and verdict are those of the two crashes. The texts of the sides in
   * `texts` are streamed before: their pieces, one behind the other, are the lines with an LF between them.
   */
  'compare.logs': job({
    input: record({ sides: comparing, texts: list(logSide).default(['a', 'b']) }),
    progress: record({ side: logSide, text: z.string() }),
    output: comparedLogsSchema,
    errors: [...reading, 'not-found', 'no-crash', 'cancelled']
  }),
  /** Either in a file's words, with a name for the file. */
  'compare.export': read({
    input: record({
      sides: comparing,
      whole: z.boolean().default(false),
      format: z.enum(['text', 'json', 'html', 'markdown'])
    }),
    output: record({ fileName: z.string(), text: z.string() }),
    errors: [...reading, 'not-found', 'no-crash']
  }),
  /** A bucket against itself: what varies among its reports. */
  'compare.bucket': read({
    input: record({ corpus, bucket: bucketIdSchema }),
    output: comparedBucketSchema,
    errors: [...reading, 'not-found']
  }),

  /** Standing decisions, the newest first. */
  'decisions.list': read({ input: record({ corpus }), output: list(decisionSchema), errors: reading }),
  /** Makes one bucket of several; `into` keeps its id, and gets the notes of the others below its own. */
  'decisions.merge': write({
    input: record({ corpus, into: bucketIdSchema, buckets: list(bucketIdSchema) }),
    output: record({ bucket: bucketIdSchema, decision: decisionSchema }),
    errors: [...writing, 'not-found']
  }),
  /** Takes reports out of their bucket into one of their own. */
  'decisions.split': write({
    input: record({ corpus, bucket: bucketIdSchema, reports: list(reportIdSchema) }),
    output: record({ bucket: bucketIdSchema, decision: decisionSchema }),
    errors: [...writing, 'not-found', 'nothing-left']
  }),
  /** Two buckets are never to be joined. */
  'decisions.not-same': write({
    input: record({ corpus, a: bucketIdSchema, b: bucketIdSchema }),
    output: record({ decision: decisionSchema }),
    errors: [...writing, 'not-found']
  }),
  'decisions.duplicate': write({
    input: record({ corpus, bucket: bucketIdSchema, of: bucketIdSchema }),
    output: record({ decision: decisionSchema }),
    errors: [...writing, 'not-found', 'duplicate-cycle']
  }),
  /** Takes a decision back: the buckets become what they would be without it. */
  'decisions.undo': write({
    input: record({ corpus, decision: decisionId }),
    output: record({}),
    errors: [...writing, 'not-found']
  }),

  /** What the rule of this version would change; nothing is written. */
  'regrouping.preview': job({
    input: record({ corpus }),
    progress: record({ done: count, of: count }),
    output: regroupingSchema,
    errors: [...reading, 'cancelled']
  }),
  /** Groups the whole corpus anew by the rule of this version. */
  'regrouping.apply': job({
    input: record({ corpus }),
    progress: record({ done: count, of: count }),
    output: regroupingSchema,
    errors: [...writing, 'import-running', 'cancelled']
  }),
  /** Puts back the buckets from before the last `regrouping.apply`; null when there was none. */
  'regrouping.undo': write({
    input: record({ corpus }),
    output: record({ undone: regroupingSchema.nullable() }),
    errors: [...writing, 'import-running']
  }),

  'reports.list': read({
    input: record({
      corpus,
      bucket: bucketIdSchema.nullable(),
      text: z.string().max(1000).default(''),
      terms: list(filterTermSchema).default([]),
      page: pageSchema
    }),
    output: record({ total: count, rows: list(reportRowSchema) }),
    errors: reading
  }),
  'reports.get': read({
    input: record({ corpus, report: reportIdSchema }),
    output: record({
      row: reportRowSchema,
      report: reportSchema,
      /** What the report means; computed when asked for. */
      explanation: explanationSchema,
      log: logFactsSchema,
      /** The neighbours in the same log, for crashes that follow each other. */
      inLog: count
    }),
    errors: [...reading, 'not-found']
  }),

  /** `Reported-by:` and `Closes:` lines for the commit of a fix, as the mail says that the report is in; else none. */
  'reports.trailers': read({
    input: record({ corpus, report: reportIdSchema }),
    output: record({ lines: list(z.string()) }),
    errors: [...reading, 'not-found']
  }),

  /** Logs of the corpus, those without a crash included. */
  'logs.list': read({
    input: record({ corpus, withoutCrash: z.boolean().default(false), page: pageSchema }),
    output: record({ total: count, rows: list(logFactsSchema) }),
    errors: reading
  }),
  /** Text lines of a raw log, decoded as UTF-8, without line ends; a CR inside a line is shown as U+240D. */
  'logs.lines': read({
    input: record({
      corpus,
      log: logIdSchema,
      firstLine: z.number().int().positive(),
      count: z.number().int().min(1).max(lineLimit)
    }),
    output: record({ log: logFactsSchema, firstLine: z.number().int().positive(), lines: list(z.string()) }),
    errors: [...reading, 'not-found']
  }),
  /** Exact bytes of a raw log, in base64. */
  'logs.bytes': read({
    input: record({ corpus, log: logIdSchema, startByte: count, length: z.number().int().min(1).max(chunkLimit) }),
    output: record({ size: count, data: z.base64() }),
    errors: [...reading, 'not-found']
  }),

  /** The person whose name stands on acts made here: what was set, else the name of the account. */
  'author.get': read({ input: record({}), output: record({ author: authorSchema }), errors: [] }),
  'author.set': write({
    input: record({ author: authorSchema.min(1) }),
    output: record({ author: authorSchema }),
    errors: ['disk-full']
  }),

  /** The notes of a bucket or report: none, one, or several (see the model). */
  'notes.list': read({
    input: record({ corpus, of: notedSchema }),
    output: list(noteSchema),
    errors: [...reading, 'not-found']
  }),
  /**
   * Writes a note, or begins one where `note` is null. `over` are the acts of all texts that it is to take the place
   * of; where others stand by now it is a conflict and nothing is written. A begun note is one where a note was begun
   * since.
   */
  'notes.save': write({
    input: record({
      corpus,
      of: notedSchema,
      note: noteIdSchema.nullable(),
      text: noteTextSchema,
      over: overSchema
    }),
    output: noteSchema,
    errors: [...writing, 'not-found', 'note-conflict']
  }),
  /** Every text that a note ever had, the newest first. */
  'notes.history': read({
    input: record({ corpus, note: noteIdSchema, page: pageSchema }),
    output: record({ total: count, rows: list(noteVersionSchema) }),
    errors: [...reading, 'not-found']
  }),
  /** The text that an act gave a note. */
  'notes.text': read({
    input: record({ corpus, act: actIdSchema }),
    output: record({ note: noteIdSchema, text: noteTextSchema }),
    errors: [...reading, 'not-found']
  }),

  /**
   * The annotations of a bucket, or those to show in a report: its own, and those that other reports of its bucket
   * have on the same frame. `at` are the lines to show it on, null for a bucket or where they are not found.
   */
  'annotations.list': read({
    input: record({ corpus, of: notedSchema }),
    output: list(
      record({
        annotation: annotationSchema,
        at: record({ startLine: z.number().int().positive(), endLine: z.number().int().positive() }).nullable()
      })
    ),
    errors: [...reading, 'not-found']
  }),
  /** Writes or takes away (`mark` null) an annotation; `over` as for notes, empty for a new one. */
  'annotations.save': write({
    input: record({
      corpus,
      annotation: annotationIdSchema.nullable(),
      report: reportIdSchema,
      startLine: z.number().int().positive(),
      endLine: z.number().int().positive(),
      mark: annotationMarkSchema.nullable(),
      text: z.string().max(100_000),
      over: overSchema
    }),
    output: record({ annotation: annotationIdSchema }),
    errors: [...writing, 'not-found', 'note-conflict']
  }),

  /** Changes status, priority, owner or a tag of some buckets, as one gesture. */
  'triage.change': write({
    input: record({ corpus, buckets: z.array(bucketIdSchema).max(100_000).readonly(), change: triageChangeSchema }),
    output: record({ gesture: gestureIdSchema.nullable(), changed: count }),
    errors: [...writing, 'not-found']
  }),

  /** What people did, the newest first; of one bucket, or of all. `undo` and `redo` say what these would do. */
  'activity.list': read({
    input: record({ corpus, about: bucketIdSchema.nullable().default(null), page: pageSchema }),
    output: record({
      total: count,
      rows: list(activityRowSchema),
      undo: activityRowSchema.nullable(),
      redo: activityRowSchema.nullable()
    }),
    errors: [...reading, 'not-found']
  }),
  /** Takes back a gesture, or the newest made here that stands. Null when there is none. */
  'activity.undo': write({
    input: record({ corpus, gesture: gestureIdSchema.nullable().default(null) }),
    output: record({ undone: activityRowSchema.nullable() }),
    errors: [...writing, 'not-found']
  }),
  /** Does again what was taken back last, or a gesture that was; null when an act was made since. */
  'activity.redo': write({
    input: record({ corpus, gesture: gestureIdSchema.nullable().default(null) }),
    output: record({ redone: activityRowSchema.nullable() }),
    errors: [...writing, 'not-found']
  }),

  /** A window without access to the disk sends files: open, write each in order, then import the upload. */
  'uploads.open': write({ input: record({}), output: record({ upload: uploadIdSchema }), errors: ['disk-full'] }),
  'uploads.write': write({
    input: record({
      upload: uploadIdSchema,
      /** Path within what was dropped, with `/`. */
      path: z.string().min(1).max(4096),
      /** Milliseconds since 1970. */
      modified: z.number().int(),
      offset: count,
      data: z.base64().max(Math.ceil(chunkLimit / 3) * 4 + 4)
    }),
    output: record({}),
    errors: ['not-found', 'disk-full', 'too-large', 'path-not-allowed']
  }),
  'uploads.discard': write({ input: record({ upload: uploadIdSchema }), output: record({}), errors: [] }),

  /** Starts an import, which goes on when the window closes. One import runs per corpus. */
  'imports.start': write({
    input: record({ corpus, sources: list(importSourceSchema) }),
    output: record({ import: importIdSchema }),
    errors: [...writing, 'import-running', 'path-missing', 'path-not-allowed', 'not-found']
  }),
  /** Parses the logs again that an older parser read, as an import that is followed and cancelled like any other. */
  'imports.parseAgain': write({
    input: record({ corpus }),
    output: record({ import: importIdSchema }),
    errors: [...writing, 'import-running']
  }),
  /** Streams the progress of an import to its end. Cancelling this only stops watching. */
  'imports.follow': job({
    input: record({ corpus, import: importIdSchema }),
    progress: importProgressSchema,
    output: importSummarySchema,
    errors: [...writing, 'not-found', 'cancelled', 'engine-stopped']
  }),
  'imports.cancel': write({
    input: record({ corpus, import: importIdSchema }),
    output: record({}),
    errors: ['corpus-unknown', 'not-found']
  }),
  /** The running import, if any, and past ones, newest first. */
  'imports.list': read({
    input: record({ corpus }),
    output: record({ running: importIdSchema.nullable(), imports: list(importRecordSchema) }),
    errors: reading
  }),
  'imports.skipped': read({
    input: record({ corpus, import: importIdSchema, page: pageSchema }),
    output: record({ total: count, rows: list(skippedFileSchema) }),
    errors: [...reading, 'not-found']
  }),

  /** The beginning of what `exports.make` would write. */
  'exports.preview': read({
    input: exporting,
    output: record({
      fileName: z.string(),
      /** The first 64 KiB, whole lines. */
      text: z.string(),
      whole: z.boolean(),
      buckets: count,
      reports: count
    }),
    errors: [...reading, 'not-found', 'one-bucket-only']
  }),
  /** Writes buckets in a format; the pieces, one behind the other, are the file. */
  'exports.make': job({
    input: exporting,
    progress: record({ text: z.string(), done: count, of: count }),
    output: record({ fileName: z.string(), buckets: count, reports: count }),
    errors: [...reading, 'not-found', 'one-bucket-only', 'cancelled']
  }),

  /** One file with the logs, notes and decisions of some buckets; the pieces, one behind the other, are the file. */
  'bundles.export': job({
    input: record({ corpus, scope: exportScopeSchema }),
    progress: record({ data: z.base64(), done: count, of: count }),
    output: record({ fileName: z.string(), buckets: count, reports: count, acts: count }),
    errors: [...reading, 'not-found', 'cancelled']
  }),
  /** Takes a bundle or a JSON export into a corpus. What is there already stays as it is. */
  'bundles.import': job({
    input: record({ corpus, source: importSourceSchema }),
    progress: record({ done: count, of: count }),
    output: bundleSummarySchema,
    errors: [
      ...writing,
      'import-running',
      'path-missing',
      'path-unreadable',
      'path-not-allowed',
      'not-found',
      'bundle-unreadable',
      'bundle-newer',
      'cancelled'
    ]
  })
} as const satisfies Readonly<Record<string, MethodDeclaration>>

export type Methods = typeof methods
export type MethodName = keyof Methods
/** What a caller writes; defaults may be left out. */
export type InputOf<Name extends MethodName> = z.input<Methods[Name]['input']>
/** What a handler gets; defaults are filled in. */
export type CheckedInputOf<Name extends MethodName> = z.output<Methods[Name]['input']>
export type OutputOf<Name extends MethodName> = z.output<Methods[Name]['output']>
export type ProgressOf<Name extends MethodName> = Methods[Name]['progress'] extends z.ZodType
  ? z.output<Methods[Name]['progress']>
  : never
export type ErrorsOf<Name extends MethodName> = Methods[Name]['errors'][number]
export type JobName = { [Name in MethodName]: Methods[Name]['kind'] extends 'job' ? Name : never }[MethodName]
