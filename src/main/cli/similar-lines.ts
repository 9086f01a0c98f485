import type { SimilarReport } from '../../shared/model/similar.ts'

/** A similar report as the commands print it: reasons in words alone. */
export const similarLine = ({ file, report, bucket, title, score, reasons }: SimilarReport): object => ({
  file,
  report,
  bucket,
  title,
  score: Number(score.toFixed(4)),
  reasons: reasons.map(({ weighs, text }) => (weighs === 'for' ? text : `Against: ${text}`))
})
