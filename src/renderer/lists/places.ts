import { create } from 'zustand'

/** Where a person was in a list. `key` is the row's own, which finds it again when rows have come before it. */
export type Place = {
  readonly index: number
  readonly key: string | null
  readonly scrollTop: number
  readonly selected: readonly string[]
}

export const startPlace: Place = { index: 0, key: null, scrollTop: 0, selected: [] }

/** Places by list, for as long as the window lives. */
export const usePlaces = create<{ readonly places: Readonly<Record<string, Place>> }>(() => ({ places: {} }))

export const placeOf = (list: string): Place => usePlaces.getState().places[list] ?? startPlace

export const setPlace = (list: string, change: Partial<Place>): void =>
  usePlaces.setState(({ places }) => ({
    places: { ...places, [list]: { ...(places[list] ?? startPlace), ...change } }
  }))

export const toggled = (selected: readonly string[], key: string): readonly string[] =>
  selected.includes(key) ? selected.filter((other) => other !== key) : [...selected, key]

/** The two rows to compare: those selected, or the one selected and the one at the cursor. Null when it is not two. */
export const pairOf = (selected: readonly string[], cursor: string | null): readonly [string, string] | null => {
  const [first, second, third] = selected
  if (first !== undefined && second !== undefined) return third === undefined ? [first, second] : null
  return first !== undefined && cursor !== null && cursor !== first ? [first, cursor] : null
}

/** The row the cursor is on after rows came or went: its own where it is in sight, else the same place. */
export const followCursor = (
  place: Pick<Place, 'index' | 'key'>,
  total: number,
  indexOf: (key: string) => number
): number => {
  const at = place.key === null ? -1 : indexOf(place.key)
  return Math.max(0, Math.min(at < 0 ? place.index : at, total - 1))
}
