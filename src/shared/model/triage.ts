import { z } from 'zod'
import { timeSchema } from './time.ts'
import { list, record } from './record.ts'

/** What a triager says of a bug. `duplicate` comes of a decision and `came-back` of a report: nobody sets them. */
export const statusKindSchema = z.enum(['new', 'looking', 'confirmed', 'fixed', 'invalid', 'ignored'])

/** Words of a person in one line, trimmed; what would break a mail's header or a list is refused. */
const oneLine = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u)

export const statusSchema = z.discriminatedUnion('kind', [
  record({ kind: z.literal('new') }),
  record({ kind: z.literal('looking') }),
  record({ kind: z.literal('confirmed') }),
  record({
    kind: z.literal('fixed'),
    /** 7 to 40 hex digits, and the first line of the commit's message; one of the two at least. */
    commit: z
      .string()
      .regex(/^[0-9a-f]{7,40}$/)
      .nullable(),
    title: oneLine(500).nullable(),
    /** The first release that has it, as `uname -r` begins: `6.12`, `6.12-rc3`, `5.15.167`. */
    release: z
      .string()
      .regex(/^v?[0-9]{1,3}(?:\.[0-9]{1,4}){1,3}(?:-rc[0-9]{1,3})?$/)
      .nullable()
  }),
  record({ kind: z.literal('invalid'), reason: oneLine(500) }),
  /** Until a moment, or until the bucket has so many reports; for good where both are null. */
  record({ kind: z.literal('ignored'), until: timeSchema.nullable(), reports: z.number().int().positive().nullable() })
])
export type Status = z.infer<typeof statusSchema>

export const prioritySchema = z.enum(['none', 'low', 'medium', 'high', 'urgent'])
export type Priority = z.infer<typeof prioritySchema>

/** A word or a few; no commas, so that a list of them can be typed. */
export const tagSchema = oneLine(60).regex(/^[^\s,#][^,#]*$/)
export const ownerSchema = oneLine(120)
/** A person as a mail names one, `Name <address>`, or a name alone. */
export const authorSchema = oneLine(200)
/** The name of an author, which is what an owner is called: an address says nothing in a list. */
export const nameOf = (author: string): string => /^(.+?)\s*<[^>]*>\s*$/.exec(author)?.[1] ?? author.slice(0, 120)

/** A report of a fixed bucket whose kernel has, or may have, the fix: one plain sentence. */
export const cameBackSchema = record({ text: z.string(), certain: z.boolean() })

/** What a person has said of a bucket, as its acts add up. */
export const triageSchema = record({
  status: statusSchema,
  priority: prioritySchema,
  /** Empty for nobody. */
  owner: ownerSchema,
  /** In the order of the alphabet. */
  tags: list(tagSchema),
  cameBack: cameBackSchema.nullable()
})
export type Triage = z.infer<typeof triageSchema>

/** What may be changed at once on any number of buckets. */
export const triageChangeSchema = z.discriminatedUnion('kind', [
  record({ kind: z.literal('status'), status: statusSchema }),
  record({ kind: z.literal('priority'), priority: prioritySchema }),
  record({ kind: z.literal('owner'), owner: ownerSchema }),
  record({ kind: z.literal('tag'), tag: tagSchema, on: z.boolean() })
])
export type TriageChange = z.infer<typeof triageChangeSchema>

export const noTriage: Triage = { status: { kind: 'new' }, priority: 'none', owner: '', tags: [], cameBack: null }

/** Whether nothing says anything of a bucket any more than of one that nobody looked at. */
export const isUntouched = ({ status, priority, owner, tags }: Triage): boolean =>
  status.kind === 'new' && priority === 'none' && owner === '' && tags.length === 0
