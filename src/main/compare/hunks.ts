import type { ComparedHunk, ComparedRow } from '../../shared/model/comparison.ts'

const isReal = ({ kind }: ComparedRow): boolean => kind === 'different' || kind === 'only-a' || kind === 'only-b'

/** Runs of rows with real differences, as ranges of both raw files. */
export const hunksOf = (rows: readonly ComparedRow[]): readonly ComparedHunk[] => {
  const hunks: ComparedHunk[] = []
  let [nextA, nextB] = [1, 1]
  let open: { readonly from: number; readonly a: number; readonly b: number } | null = null
  const close = (to: number): void => {
    const section = open === null ? undefined : rows[open.from]?.section
    if (open === null || section === undefined) return
    const inside = rows.slice(open.from, to)
    const firstA = inside.find(({ a }) => a !== null)?.a ?? open.a
    const firstB = inside.find(({ b }) => b !== null)?.b ?? open.b
    hunks.push({
      section,
      a: { from: firstA, to: Math.max(nextA, firstA) },
      b: { from: firstB, to: Math.max(nextB, firstB) },
      rows: { from: open.from, to }
    })
    open = null
  }
  rows.forEach((row, index) => {
    if (!isReal(row)) close(index)
    else open ??= { from: index, a: nextA, b: nextB }
    if (row.a !== null) nextA = row.a + row.count
    if (row.b !== null) nextB = row.b + row.count
  })
  close(rows.length)
  return hunks
}
