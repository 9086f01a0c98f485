import type { FailureOf } from '../../shared/model/failure.ts'

/** Thrown while a file is read that is no sound bundle or export; whoever opened it answers the failure. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly newer: number | null
  constructor(detail: string, newer: number | null = null) {
    super(detail)
    this.newer = newer
  }
}

export type RefusedFailure = FailureOf<'bundle-unreadable' | 'bundle-newer'>

export const refusedFailure = (file: string, refused: Refused, known: number): RefusedFailure =>
  refused.newer === null
    ? { kind: 'bundle-unreadable', file, detail: refused.message }
    : { kind: 'bundle-newer', file, version: refused.newer, known }
