import { z } from 'zod'
import { failureSchema } from '../model/failure.ts'
import { record } from '../model/record.ts'

const call = z.number().int().nonnegative()

export const requestSchema = z.discriminatedUnion('kind', [
  record({ kind: z.literal('call'), call, method: z.string().max(100), input: z.unknown() }),
  record({ kind: z.literal('cancel'), call })
])
export type Request = z.infer<typeof requestSchema>

export const responseSchema = z.discriminatedUnion('kind', [
  record({ kind: z.literal('progress'), call, value: z.unknown() }),
  record({ kind: z.literal('done'), call, output: z.unknown() }),
  record({ kind: z.literal('failed'), call, failure: failureSchema }),
  /** A bug in the engine; the text is for its developers. */
  record({ kind: z.literal('broken'), call, name: z.string(), message: z.string(), stack: z.string() })
])
export type Response = z.infer<typeof responseSchema>
