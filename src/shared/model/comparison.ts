import { z } from 'zod'
import { reportRowSchema } from './bucket.ts'
import { stackKindSchema } from './frame.ts'
import { list, record } from './record.ts'
import { reportSchema } from './report.ts'
import { reasonSchema, scoreSchema } from './similar.ts'

/**
 * What differs between two reports of one crash anyway, and so is no difference: each class can be asked for as one
 * again. `address` covers names of objects too: two pointers that are one in the other report are a difference.
 */
export const noiseClassSchema = z.enum([
  'timestamp',
  'caller',
  'prefix',
  'cpu',
  'pid',
  'command',
  'address',
  'register',
  'offset',
  'build',
  'counter',
  'symbol',
  'source',
  'helper',
  'unreliable',
  'repeat',
  'module-order',
  'memory',
  'code',
  'context',
  'message',
  'moved',
  'blank'
])
export type NoiseClass = z.infer<typeof noiseClassSchema>
export const noiseClasses = noiseClassSchema.options

/** What a class is called where it is switched on and off, and what it holds. */
export const noiseWords: Readonly<Record<NoiseClass, { readonly name: string; readonly text: string }>> = {
  timestamp: { name: 'Times', text: 'Times in front of lines and in them.' },
  caller: { name: 'Callers', text: 'The task or CPU that printed a line.' },
  prefix: { name: 'Line prefixes', text: 'What consoles and log tools put in front of a line.' },
  cpu: { name: 'CPU numbers', text: 'Which CPU it was.' },
  pid: { name: 'Process ids', text: 'Ids of tasks.' },
  command: { name: 'Commands', text: 'Names of tasks.' },
  address: { name: 'Addresses', text: 'Pointers, as long as what is one object here is one object there.' },
  register: {
    name: 'Register values',
    text: 'Pointers in registers, flags of arithmetic, and registers of user space and of what was interrupted.'
  },
  offset: { name: 'Offsets', text: 'Offsets, sizes and line numbers that another build moved.' },
  build: { name: 'Builds', text: 'Commits, build numbers and build times.' },
  counter: { name: 'Counters', text: 'Running numbers, ages and durations.' },
  symbol: { name: 'Function spelling', text: 'Copies made by the compiler, and wrappers of system calls.' },
  source: {
    name: 'Source positions',
    text: 'Files, lines and inline functions that one report has and the other lacks.'
  },
  helper: { name: 'Helper frames', text: 'Frames of how a crash is noticed and printed, in another kernel version.' },
  unreliable: { name: 'Unreliable frames', text: 'Frames with a question mark.' },
  repeat: { name: 'Second dumps', text: 'What a report prints twice.' },
  'module-order': { name: 'Order of modules', text: 'The same modules in another order.' },
  memory: { name: 'Memory contents', text: 'Bytes of memory around the bad ones.' },
  code: { name: 'Code bytes', text: 'Bytes around the instruction that trapped.' },
  context: { name: 'Earlier messages', text: 'What was logged before the crash.' },
  message: { name: 'Other messages', text: 'Messages of other parts of the kernel in between.' },
  moved: { name: 'Order', text: 'The same lines in another place.' },
  blank: { name: 'Blank lines', text: 'Empty lines, and lines of signs between parts.' }
}

/** Parts of a report, as lines are aligned by them. `log` is any line of a log that is compared as a whole. */
export const comparedSectionSchema = z.enum([
  'context',
  'header',
  'details',
  'machine',
  'registers',
  'stack',
  'code',
  'memory',
  'modules',
  'locks',
  'rest',
  'log'
])
export type ComparedSection = z.infer<typeof comparedSectionSchema>

/** UTF-16 units of the line as it is shown, from 0; the end is exclusive. */
const rangeSchema = record({ start: z.number().int().nonnegative(), end: z.number().int().nonnegative() })
export type TextRange = z.infer<typeof rangeSchema>

/** A place in two lines that differs; `noise` is null for a real difference. */
export const changeSchema = record({
  noise: noiseClassSchema.nullable(),
  a: rangeSchema.nullable(),
  b: rangeSchema.nullable()
})
export type Change = z.infer<typeof changeSchema>

/** Lines are counted from 1 in the raw files. */
const lineNumber = z.number().int().positive()

/**
 * Lines side by side. `same`: to the letter; `noise`: what differs is of classes that do not count, and a side may be
 * null; `only-a`, `only-b`: a line that the other report lacks. Rows are in the order of both texts.
 */
export const comparedRowSchema = record({
  kind: z.enum(['same', 'noise', 'different', 'only-a', 'only-b']),
  section: comparedSectionSchema,
  /** First line of each side; the row stands for `count` lines, each on the next line of the raw file. */
  a: lineNumber.nullable(),
  b: lineNumber.nullable(),
  count: z.number().int().positive(),
  /** Why a line that one side lacks, or that stands elsewhere, does not count; null for a row of two sides. */
  noise: noiseClassSchema.nullable(),
  /** Where one line differs; empty where `count` is more than 1. */
  changes: list(changeSchema)
})
export type ComparedRow = z.infer<typeof comparedRowSchema>

/** Half-open range of raw lines; empty where the side has no line, then `from` is the line it would stand before. */
const lineRangeSchema = record({ from: lineNumber, to: lineNumber })

/** Rows with real differences, one below the other. */
export const comparedHunkSchema = record({
  section: comparedSectionSchema,
  a: lineRangeSchema,
  b: lineRangeSchema,
  /** Indices in the rows; the end is exclusive. */
  rows: record({ from: z.number().int().nonnegative(), to: z.number().int().nonnegative() })
})
export type ComparedHunk = z.infer<typeof comparedHunkSchema>

/** One real difference, at one line of each side. */
export const differenceSchema = record({
  section: comparedSectionSchema,
  /** What differs, in a few words: `frame only in B`, `access`. */
  what: z.string(),
  /** The text of it, noise named; null where the side lacks it. */
  a: z.string().nullable(),
  b: z.string().nullable(),
  aLine: lineNumber.nullable(),
  bLine: lineNumber.nullable()
})
export type Difference = z.infer<typeof differenceSchema>

const factSideSchema = record({ text: z.string(), line: lineNumber.nullable() })

export const comparedFactSchema = record({
  /** `Kind`, `Access`, `Kernel`: sentence case, as it is shown. */
  name: z.string(),
  group: z.enum(['crash', 'task', 'kernel', 'machine', 'registers', 'locks', 'memory', 'code']),
  /** `missing`: one side does not say. */
  kind: z.enum(['same', 'noise', 'different', 'missing']),
  a: factSideSchema.nullable(),
  b: factSideSchema.nullable()
})
export type ComparedFact = z.infer<typeof comparedFactSchema>

const stackRowSideSchema = record({ function: z.string(), text: z.string(), inline: z.boolean(), line: lineNumber })

export const comparedFrameSchema = record({
  kind: z.enum(['same', 'noise', 'different', 'only-a', 'only-b']),
  a: stackRowSideSchema.nullable(),
  b: stackRowSideSchema.nullable(),
  /** Why it does not count, as far as it differs. */
  noise: noiseClassSchema.nullable(),
  /** The first frame from the crash outwards by which the stacks are not one. */
  parting: z.boolean()
})
export type ComparedFrame = z.infer<typeof comparedFrameSchema>

const stackSideSchema = record({
  /** Index in the report's stacks. */
  index: z.number().int().nonnegative(),
  title: z.string(),
  line: lineNumber
})

export const comparedStackSchema = record({
  kind: stackKindSchema,
  a: stackSideSchema.nullable(),
  b: stackSideSchema.nullable(),
  /** Frames that are one on both sides, and frames that count in all. */
  equal: z.number().int().nonnegative(),
  of: z.number().int().nonnegative(),
  frames: list(comparedFrameSchema)
})
export type ComparedStack = z.infer<typeof comparedStackSchema>

/** Three sentences in plain words. */
export const verdictSchema = record({
  alike: z.string(),
  evidence: z.string(),
  against: z.string(),
  /** Chance that both are one bug; null where no data supports one. */
  score: scoreSchema.nullable(),
  reasons: list(reasonSchema)
})
export type Verdict = z.infer<typeof verdictSchema>

/** How many lines each kind of row stands for, on both sides together for pairs. */
export const comparisonCountsSchema = record({
  same: z.number().int().nonnegative(),
  noise: z.number().int().nonnegative(),
  different: z.number().int().nonnegative(),
  onlyA: z.number().int().nonnegative(),
  onlyB: z.number().int().nonnegative()
})
export type ComparisonCounts = z.infer<typeof comparisonCountsSchema>

/** What two reports, or two logs without one, have in common and what is really different. */
export const comparisonSchema = record({
  rows: list(comparedRowSchema),
  hunks: list(comparedHunkSchema),
  facts: list(comparedFactSchema),
  stacks: list(comparedStackSchema),
  differences: list(differenceSchema),
  counts: comparisonCountsSchema,
  /** How often each class was set aside. */
  ignored: z.partialRecord(noiseClassSchema, z.number().int().positive()),
  /** Differences that are not listed, for there are too many. */
  more: z.number().int().nonnegative()
})
export type Comparison = z.infer<typeof comparisonSchema>

/** What varies in a bucket: the values of one property, and which reports have which. */
export const varyingSchema = record({
  name: z.string(),
  values: list(z.string()),
  /** For each report the index of its value; null where it does not say. */
  of: list(z.number().int().nonnegative().nullable())
})
export type Varying = z.infer<typeof varyingSchema>

/** The reports of a bucket against each other; columns with one value only are left out. */
export const comparisonMatrixSchema = record({
  /** Titles of the columns with what varies, the most telling first. */
  columns: list(varyingSchema),
  /** What all reports share: name and value. */
  shared: list(record({ name: z.string(), value: z.string() })),
  /** Indices of the two most different members; null for fewer than two. */
  mostDifferent: record({ a: z.number().int().nonnegative(), b: z.number().int().nonnegative() }).nullable()
})
export type ComparisonMatrix = z.infer<typeof comparisonMatrixSchema>

const namedReport = {
  /** The file, or what a pasted text is called. */
  name: z.string(),
  /** Null for a text that is not in the corpus. */
  row: reportRowSchema.nullable(),
  report: reportSchema
}

/** One side as it is shown: the raw lines from the first that the comparison speaks of to the last. */
export const comparedSideSchema = record({
  ...namedReport,
  /** Number, from 1, of the first line of `text` in the raw log. */
  firstLine: lineNumber,
  /** The lines as they are shown, an LF between them and no other line end: one string, for it may be a whole log. */
  text: z.string()
})
export type ComparedSide = z.infer<typeof comparedSideSchema>

export const comparedPairSchema = record({
  a: comparedSideSchema,
  b: comparedSideSchema,
  comparison: comparisonSchema,
  verdict: verdictSchema
})
export type ComparedPair = z.infer<typeof comparedPairSchema>

/** A whole log that is compared, without its text; `cut` where the log goes on behind what is compared. */
export const comparedLogSchema = record({ ...namedReport, cut: z.boolean() })
export type ComparedLogSide = z.infer<typeof comparedLogSchema>

export const comparedLogsSchema = record({
  a: comparedLogSchema,
  b: comparedLogSchema,
  comparison: comparisonSchema,
  verdict: verdictSchema
})

export const comparedBucketSchema = record({
  /** The newest first; at most 300. */
  reports: list(reportRowSchema),
  matrix: comparisonMatrixSchema,
  /** Older reports that were left out. */
  leftOut: z.number().int().nonnegative()
})
export type ComparedBucket = z.infer<typeof comparedBucketSchema>
