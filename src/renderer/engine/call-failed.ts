import type { Failure } from '../../shared/model/failure.ts'

/** A failure of the engine as what a query throws; views show it with `ErrorNotice`. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.kind)
    this.failure = failure
  }
}
