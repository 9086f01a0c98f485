import { Range } from 'monaco-editor/editor/common/core/range'
import { LineRange } from 'monaco-editor/editor/common/core/ranges/lineRange'
import { DetailedLineRangeMapping, RangeMapping } from 'monaco-editor/editor/common/diff/rangeMapping'

/** Lines from 1, the end exclusive; empty where a side has none, then `from` is the line they would stand before. */
export type Lines = { readonly from: number; readonly to: number }
/** A place in one line; UTF-16 columns from 0, the end exclusive. */
export type Place = { readonly line: number; readonly start: number; readonly end: number }
/** Lines that are not one on both sides, and where in them. */
export type LineChange = {
  readonly original: Lines
  readonly modified: Lines
  readonly places: readonly { readonly original: Place; readonly modified: Place }[]
}

const rangeOf = ({ line, start, end }: Place): Range => new Range(line, start + 1, line, end + 1)

/** A change as Monaco's diff editor takes it. */
export const mappingOf = ({ original, modified, places }: LineChange): DetailedLineRangeMapping =>
  new DetailedLineRangeMapping(
    new LineRange(original.from, original.to),
    new LineRange(modified.from, modified.to),
    places.map((place) => new RangeMapping(rangeOf(place.original), rangeOf(place.modified)))
  )

const changesOf = new WeakMap<object, readonly LineChange[]>()
const listeners = new Set<() => void>()

/** What differs between two texts, said by the first of their models before both are shown, or while they are. */
export const setChanges = (original: object, changes: readonly LineChange[]): void => {
  changesOf.set(original, changes)
  for (const listener of listeners) listener()
}

type Text = { readonly getLineCount: () => number; readonly isDisposed: () => boolean }

const has = (line: number, last: number): boolean => line >= 1 && line <= last

/**
 * Whether both texts have the lines: Monaco looks up the length of each line that a place names. A diff is asked for
 * some time after its models were set; a model that was disposed of meanwhile has no lines, and throws when counted.
 */
export const areIn = ({ original, modified, places }: LineChange, a: Text, b: Text): boolean => {
  if (a.isDisposed() || b.isDisposed()) return false
  const [lastA, lastB] = [a.getLineCount(), b.getLineCount()]
  return (
    original.to <= lastA + 1 &&
    modified.to <= lastB + 1 &&
    places.every((place) => has(place.original.line, lastA) && has(place.modified.line, lastB))
  )
}

const provider = {
  onDidChange: (listener: () => void) => {
    listeners.add(listener)
    return { dispose: () => void listeners.delete(listener) }
  },
  setOptions: (): void => undefined,
  dispose: (): void => undefined,
  computeDiff: (original: Text, modified: Text) => {
    const changes = (changesOf.get(original) ?? []).filter((change) => areIn(change, original, modified))
    return Promise.resolve({
      identical: changes.length === 0,
      quitEarly: false,
      moves: [],
      changes: changes.map(mappingOf)
    })
  }
}

/**
 * For the first call of Monaco in a page, which makes its services: the diff editor then marks what `setChanges` says
 * and computes nothing itself. Monaco has no name for this; its option `diffAlgorithm` takes words only.
 */
export const ownDiff = { diffProviderFactoryService: { createDiffProvider: () => provider } }
