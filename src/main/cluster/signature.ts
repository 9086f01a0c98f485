import type { Report } from '../../shared/model/report.ts'

/** What makes reports one crash: equal signatures share a bucket. */
export type Signature = {
  readonly signature: string
  /** Why these reports are together, as one sentence for a person. */
  readonly reason: string
}

/** Exact by title. */
export const signatureOf = (report: Report): Signature => ({
  signature: `title:${report.title}`,
  reason: 'The reports have the same title.'
})
