import type { FailureOf } from '../../shared/model/failure.ts'

/**
 * Thrown by every method of a reader that meets a damaged part of its corpus. Readers answer plain values, for damage
 * can show anywhere and nobody between the corpus and the client can do anything about it; `serve` makes it a failure.
 */
export class CorpusDamaged extends Error {
  override readonly name = 'CorpusDamaged'
  readonly failure: FailureOf<'corpus-damaged'>
  constructor(file: string, detail: string) {
    super(detail)
    this.failure = { kind: 'corpus-damaged', file, detail }
  }
}
