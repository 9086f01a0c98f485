const pairs = (counts: Iterable<number>): number => {
  let sum = 0
  for (const count of counts) sum += (count * (count - 1)) / 2
  return sum
}

const countBy = (keys: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Pairwise precision, recall and F1 of buckets against known bugs, as score-clusters.mjs counts them. */
export const pairScores = (
  buckets: readonly (readonly string[])[],
  bugOf: ReadonlyMap<string, string>
): { readonly precision: number; readonly recall: number; readonly f1: number } => {
  const together = pairs(buckets.map((bucket) => bucket.length))
  const right = buckets.reduce(
    (sum, bucket) => sum + pairs(countBy(bucket.map((file) => bugOf.get(file) ?? '')).values()),
    0
  )
  const all = pairs(countBy(bugOf.values()).values())
  const precision = together === 0 ? 1 : right / together
  const recall = all === 0 ? 1 : right / all
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

export type Ranked = { readonly file: string; readonly score: number }

export type RankScores = {
  readonly queries: number
  readonly mrr: number
  readonly at1: number
  readonly at10: number
}

/** Mean reciprocal rank and recall of the first k; `cross` takes reports with the query's own title out. */
export const rankScores = (
  reports: readonly { readonly file: string; readonly bug: string; readonly title: string }[],
  similar: (file: string) => readonly Ranked[],
  cross: boolean
): RankScores => {
  const byFile = new Map(reports.map((report) => [report.file, report]))
  let queries = 0
  let mrr = 0
  let at1 = 0
  let at10 = 0
  for (const query of reports) {
    const other = (file: string): boolean => file !== query.file && (!cross || byFile.get(file)?.title !== query.title)
    if (!reports.some((report) => other(report.file) && report.bug === query.bug)) continue
    queries++
    const rank = similar(query.file)
      .slice(0, 50)
      .filter(({ file }) => other(file))
      .findIndex(({ file }) => byFile.get(file)?.bug === query.bug)
    if (rank < 0) continue
    mrr += 1 / (rank + 1)
    if (rank < 1) at1++
    if (rank < 10) at10++
  }
  const share = (count: number): number => (queries === 0 ? 1 : count / queries)
  return { queries, mrr: share(mrr), at1: share(at1), at10: share(at10) }
}
