import type { ParsedLog } from '../../shared/model/report.ts'

/** Takes a raw log piece by piece and keeps only what its reports need, so a log of any size streams through. */
export type LogParser = {
  readonly push: (bytes: Uint8Array) => void
  readonly end: () => ParsedLog
}
