import type { FailureOf } from '../../shared/model/failure.ts'
import type { Result } from '../../shared/model/result.ts'
import type {
  CheckedInputOf,
  ErrorsOf,
  JobName,
  MethodName,
  OutputOf,
  ProgressOf
} from '../../shared/protocol/methods.ts'

export type CallContext<Name extends MethodName> = {
  /** Aborted when the caller cancels, or its connection closes. */
  readonly signal: AbortSignal
  readonly progress: Name extends JobName ? (value: ProgressOf<Name>) => void : null
}

export type Handler<Name extends MethodName> = (
  input: CheckedInputOf<Name>,
  context: CallContext<Name>
) => Promise<Result<OutputOf<Name>, FailureOf<ErrorsOf<Name>>>>

/** One handler for every declared method, and none for an undeclared one: anything else does not compile. */
export type Handlers = { readonly [Name in MethodName]: Handler<Name> }
