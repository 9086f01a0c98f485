import { hasSchema, shownStatusSchema, type FilterTerm } from '../model/bucket.ts'
import { crashKinds } from '../model/crash-kind.ts'
import { prioritySchema } from '../model/triage.ts'

/** What can stand before a colon. */
export type FieldName = Exclude<FilterTerm['field'], 'text'>

type Field = {
  /** What can stand behind the colon; null where this is free. */
  readonly choices: readonly string[] | null
  /** One line for help and completion. */
  readonly help: string
  readonly example: string
  /** A bucket has one value at most, or any will do: terms of the field are joined by "or". */
  readonly either: boolean
}

export const fields: Readonly<Record<FieldName, Field>> = {
  status: { choices: shownStatusSchema.options, help: 'what it is listed under', example: 'status:new', either: true },
  priority: { choices: prioritySchema.options, help: 'its priority', example: 'priority:high,urgent', either: true },
  owner: { choices: null, help: 'who looks after it; me is you', example: 'owner:me', either: true },
  tag: { choices: null, help: 'a tag that it has', example: 'tag:net', either: false },
  has: { choices: hasSchema.options, help: 'what somebody gave it', example: 'has:note', either: false },
  kind: { choices: crashKinds, help: 'what went wrong', example: 'kind:hang', either: true },
  kernel: { choices: null, help: 'a release it was seen on, or how that begins', example: 'kernel:6.12', either: true }
}

export const fieldNames = [
  'status',
  'priority',
  'owner',
  'tag',
  'has',
  'kind',
  'kernel'
] as const satisfies readonly FieldName[]

/** `is:ignored` reads better than `status:ignored`. */
export const aliases: Readonly<Record<string, FieldName>> = { is: 'status' }

export const fieldOf = (name: string): FieldName | null =>
  fieldNames.find((field) => field === name) ?? aliases[name] ?? null

/** How the rest of the language is written, for help. */
export const otherRules: readonly { readonly example: string; readonly help: string }[] = [
  { example: 'ext4 writepages', help: 'words in the title, a function, the command or the text; all must match' },
  { example: '"task hung"', help: 'a text with spaces, or one that holds a colon' },
  { example: 'is:ignored', help: 'the same as status:ignored' },
  { example: 'status:new,looking', help: 'either of them' },
  { example: 'tag:net tag:ipv6', help: 'both of them' },
  { example: '-tag:flaky', help: 'not: what matches is left out' }
]
