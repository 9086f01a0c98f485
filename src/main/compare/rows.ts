import { isMachinery } from '../cluster/function-name.ts'
import type { Change, ComparedRow, NoiseClass } from '../../shared/model/comparison.ts'
import type { Place } from './align/order-pairs.ts'
import type { Lines } from './align/pair-lines.ts'
import type { ComparedLine } from './lines/compared-line.ts'
import { compareLine, type LineContext, type ModuleSets } from './lines/compare-line.ts'

/** A row with the lines it is made of. */
export type BuiltRow = {
  readonly kind: ComparedRow['kind']
  readonly a: ComparedLine | null
  readonly b: ComparedLine | null
  readonly noise: NoiseClass | null
  readonly changes: readonly Change[]
  /** The line stands at another place on the other side, where a row of its own tells of it. */
  readonly elsewhere: ComparedLine | null
}

export type RowContext = LineContext & {
  readonly sameVersion: boolean
  readonly modules: ModuleSets
  /** Classes that count as differences all the same. */
  readonly heeded: ReadonlySet<NoiseClass>
}

/** Functions of frames of a stack that the other side's stack lacks at their place. */
type Unmatched = ReadonlyMap<string, number>

const unmatchedOf = (lines: readonly ComparedLine[], places: readonly Place[], side: 'a' | 'b'): Unmatched => {
  const counts = new Map<string, number>()
  for (const place of places) {
    const index = place[side]
    const line = index === null || place[side === 'a' ? 'b' : 'a'] !== null ? undefined : lines[index]
    if (line === undefined || line.section !== 'stack' || line.soft !== null) continue
    counts.set(line.slot, (counts.get(line.slot) ?? 0) + 1)
  }
  return counts
}

const isOnlyNoise = ({ normal: { key } }: ComparedLine): boolean => /^[\ue000-\ue0ff\s:]+$/.test(key)

/** Why a line that the other side lacks does not count; null when it does. */
const noiseOfLone = (line: ComparedLine, others: Unmatched, { sameVersion }: RowContext): NoiseClass | null => {
  if (line.soft !== null) return line.soft
  if (line.section === 'memory' && isOnlyNoise(line)) return 'memory'
  if (line.section !== 'stack') return null
  // Compilers put other functions into others; a path that is another one shows by its frames of their own.
  if (line.inline && !sameVersion) return 'source'
  if (!isMachinery(line.slot)) return null
  return !sameVersion || others.has(line.slot) ? 'helper' : null
}

const softOfPair = (a: ComparedLine, b: ComparedLine, { sameVersion }: RowContext): NoiseClass | null => {
  if (a.soft !== null && b.soft !== null) return a.soft
  const helpers = a.section === 'stack' && a.slot !== b.slot && isMachinery(a.slot) && isMachinery(b.slot)
  return helpers && !sameVersion ? 'helper' : null
}

const pairRow = (a: ComparedLine, b: ComparedLine, context: RowContext): BuiltRow => {
  const soft = softOfPair(a, b, context)
  const found = compareLine(a, b, context, context.modules)
  const changes = soft === null ? found : found.map((change) => ({ ...change, noise: change.noise ?? soft }))
  const counts = ({ noise }: Change): boolean => noise === null || context.heeded.has(noise)
  const kind = changes.some(counts) ? 'different' : changes.length > 0 ? 'noise' : 'same'
  return { kind, a, b, noise: null, changes, elsewhere: null }
}

const loneRow = (line: ComparedLine, side: 'a' | 'b', noise: NoiseClass | null, context: RowContext): BuiltRow => ({
  kind: noise !== null && !context.heeded.has(noise) ? 'noise' : `only-${side}`,
  a: side === 'a' ? line : null,
  b: side === 'b' ? line : null,
  noise,
  changes: [],
  elsewhere: null
})

/** Lines side by side, in the order of both, each with what differs in it. */
export const buildRows = ({ a, b }: Lines, places: readonly Place[], context: RowContext): readonly BuiltRow[] => {
  const onlyInA = unmatchedOf(a, places, 'a')
  const onlyInB = unmatchedOf(b, places, 'b')
  return places.flatMap((place): BuiltRow[] => {
    const one = place.a === null ? undefined : a[place.a]
    const other = place.b === null ? undefined : b[place.b]
    if (one !== undefined && other !== undefined) return [pairRow(one, other, context)]
    const there = place.elsewhere === null ? undefined : (one === undefined ? a : b)[place.elsewhere]
    if (there !== undefined && one !== undefined) {
      const row = pairRow(one, there, context)
      const moved = loneRow(one, 'a', row.kind === 'different' ? null : 'moved', context)
      return [{ ...moved, changes: row.changes.map((change) => ({ ...change, b: null })), elsewhere: there }]
    }
    if (one !== undefined) return [loneRow(one, 'a', noiseOfLone(one, onlyInB, context), context)]
    if (other === undefined) return []
    // A moved line's differences are told of once, on its row of the first side.
    if (there !== undefined) return [{ ...loneRow(other, 'b', 'moved', context), elsewhere: there }]
    return [loneRow(other, 'b', noiseOfLone(other, onlyInA, context), context)]
  })
}

/** Rows as data: runs of equal kind, line below line, become one where they have nothing more to say. */
export const rowsOf = (rows: readonly BuiltRow[]): readonly ComparedRow[] => {
  const merged: { -readonly [Key in keyof ComparedRow]: ComparedRow[Key] }[] = []
  for (const { kind, a, b, noise, changes } of rows) {
    const section = (a ?? b)?.section ?? 'rest'
    const last = merged.at(-1)
    if (
      last !== undefined &&
      kind === 'same' &&
      last.kind === 'same' &&
      last.section === section &&
      last.a !== null &&
      last.b !== null &&
      a?.line === last.a + last.count &&
      b?.line === last.b + last.count
    ) {
      last.count += 1
      continue
    }
    merged.push({ kind, section, a: a?.line ?? null, b: b?.line ?? null, count: 1, noise, changes })
  }
  return merged
}
