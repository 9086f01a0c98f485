import type { z } from 'zod'
import type { FailureKind } from '../model/failure.ts'

/**
 * `read` changes nothing and may be repeated; `write` is durable when it is answered;
 * `job` runs long, streams progress and can be cancelled.
 */
export type MethodDeclaration = {
  readonly kind: 'read' | 'write' | 'job'
  readonly input: z.ZodType
  readonly output: z.ZodType
  /** What a job streams; null for the others. */
  readonly progress: z.ZodType | null
  readonly errors: readonly FailureKind[]
}

type Declared<Kind extends 'read' | 'write', Input, Output, Errors> = {
  readonly kind: Kind
  readonly input: Input
  readonly output: Output
  readonly progress: null
  readonly errors: Errors
}

const declared =
  <Kind extends 'read' | 'write'>(kind: Kind) =>
  <Input extends z.ZodType, Output extends z.ZodType, const Errors extends readonly FailureKind[]>(declaration: {
    readonly input: Input
    readonly output: Output
    readonly errors: Errors
  }): Declared<Kind, Input, Output, Errors> => ({ kind, progress: null, ...declaration })

export const read = declared('read')
export const write = declared('write')

export const job = <
  Input extends z.ZodType,
  Progress extends z.ZodType,
  Output extends z.ZodType,
  const Errors extends readonly FailureKind[]
>(declaration: {
  readonly input: Input
  readonly progress: Progress
  readonly output: Output
  readonly errors: Errors
}): {
  readonly kind: 'job'
  readonly input: Input
  readonly output: Output
  readonly progress: Progress
  readonly errors: Errors
} => ({ kind: 'job', ...declaration })
