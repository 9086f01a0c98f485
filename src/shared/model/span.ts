import { z } from 'zod'
import { record } from './record.ts'

/** A place in the raw log. Bytes are counted from 0, the end is exclusive; lines are counted from 1. */
export const spanSchema = record({
  line: z.number().int().positive(),
  startByte: z.number().int().nonnegative(),
  endByte: z.number().int().nonnegative()
})
export type Span = z.infer<typeof spanSchema>

/** A fact and the place in the raw log that says so. */
export const found = <Value extends z.ZodType>(value: Value) => record({ value, span: spanSchema })
export type Found<Value> = { readonly value: Value; readonly span: Span }
