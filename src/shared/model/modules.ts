import { z } from 'zod'
import { list, record } from './record.ts'
import { spanSchema } from './span.ts'

/** A module of `Modules linked in:` (kernel/module/main.c, print_modules). */
export const linkedModuleSchema = record({
  name: z.string(),
  /** Taint letters of the module itself: `OE`. */
  taint: z.string(),
  /** `+`: it is being loaded; `-`: unloaded. */
  state: z.enum(['loading', 'unloading']).nullable()
})
export type LinkedModule = z.infer<typeof linkedModuleSchema>

const token = /^([^(\s]{1,64})\(([A-Z]{0,16})([+-]?)\)$/

/** A word of the list: `ext4`, `oopsgen(OE)`, `uinput(+)`. */
export const readLinkedModule = (word: string): LinkedModule => {
  const match = token.exec(word)
  if (match === null) return { name: word, taint: '', state: null }
  const [, name = word, taint = '', mark = ''] = match
  return { name, taint, state: mark === '+' ? 'loading' : mark === '-' ? 'unloading' : null }
}

/** Reports stored by the first parser hold the words of the list. */
const stored = z.preprocess(
  (value) => (typeof value === 'string' ? readLinkedModule(value) : value),
  linkedModuleSchema
)

export const modulesSchema = record({
  value: list(stored),
  /** `[last unloaded: dummy(O)]`; null where the kernel names none. */
  lastUnloaded: linkedModuleSchema.nullable().default(null),
  span: spanSchema
})
export type Modules = z.infer<typeof modulesSchema>
