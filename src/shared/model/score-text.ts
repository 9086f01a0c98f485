/** A chance from 0 to 1 in percent; only what is certain is said to be. */
export const scoreText = (score: number): string => {
  if (score >= 1) return '100 %'
  if (score <= 0) return '0 %'
  return `${Math.min(99, Math.max(1, Math.round(score * 100)))} %`
}
