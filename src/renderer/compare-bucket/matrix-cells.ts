import type { ComparisonMatrix, Varying } from '../../shared/model/comparison.ts'

/** A value as the matrix shows it. */
export type MatrixValue = {
  readonly text: string
  /** By how many reports have it, from 0; reports of one rank in a column have one value. */
  readonly rank: number
  /** `A` for the most common value, `Z` for the 26th, then `a1`. */
  readonly letter: string
  readonly count: number
}

export type MatrixColumn = {
  readonly name: string
  /** For each report; null where it does not say. */
  readonly cells: readonly (MatrixValue | null)[]
  readonly values: number
}

const letterOf = (rank: number): string => (rank < 26 ? String.fromCodePoint(65 + rank) : `a${rank - 25}`)

const columnOf = ({ name, values, of }: Varying): MatrixColumn => {
  const counts = values.map(() => 0)
  for (const value of of) if (value !== null) counts[value] = (counts[value] ?? 0) + 1
  const order = values.map((_, value) => value).toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
  const shown = values.map((text, value): MatrixValue => {
    const rank = order.indexOf(value)
    return { text, rank, letter: letterOf(rank), count: counts[value] ?? 0 }
  })
  return { name, values: values.length, cells: of.map((value) => (value === null ? null : (shown[value] ?? null))) }
}

/** The columns of a matrix, their values told apart by letters, the most common first. */
export const columnsOf = ({ columns }: Pick<ComparisonMatrix, 'columns'>): readonly MatrixColumn[] =>
  columns.map(columnOf)

/** Reports that are equal in all columns: the place of the one that stands for them, and how many they are. */
export type MatrixGroup = { readonly place: number; readonly count: number }

/** Reports by what they have in all columns, in order. Of those in `named` each that has a group stands for it. */
export const groupsOf = (
  columns: readonly MatrixColumn[],
  reports: number,
  named: readonly number[]
): readonly MatrixGroup[] => {
  const groups = Map.groupBy(
    Array.from({ length: reports }, (_, place) => place),
    (place) => columns.map(({ cells }) => cells[place]?.rank ?? '-').join(' ')
  )
  return [...groups.values()].map((places) => ({
    place: places.find((place) => named.includes(place)) ?? places[0] ?? 0,
    count: places.length
  }))
}
