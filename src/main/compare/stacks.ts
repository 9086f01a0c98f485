import type { ComparedFrame, ComparedStack } from '../../shared/model/comparison.ts'
import type { Report } from '../../shared/model/report.ts'
import type { ComparedLine } from './lines/compared-line.ts'
import type { BuiltRow } from './rows.ts'

const frameSide = (line: ComparedLine | null): ComparedFrame['a'] =>
  line === null ? null : { function: line.slot, text: line.normal.text.trim(), inline: line.inline, line: line.line }

const isFrameRow = ({ a, b }: BuiltRow): boolean => {
  const line = a ?? b
  return line !== null && line.section === 'stack' && /^[A-Za-z_$]/.test(line.slot) && !line.slot.includes(' ')
}

const stackSide = (report: Report, index: number | null): ComparedStack['a'] => {
  const stack = index === null ? undefined : report.stacks[index]
  return stack === undefined || index === null ? null : { index, title: stack.title, line: stack.span.line }
}

/** The stacks that hold any line of the rows, as pairs of indices. */
type Gathered = { a: number | null; b: number | null; readonly rows: BuiltRow[] }

const gather = (rows: readonly BuiltRow[]): readonly Gathered[] => {
  const gathered: Gathered[] = []
  const byA = new Map<number, Gathered>()
  const byB = new Map<number, Gathered>()
  // A row with both sides says which stacks are one; rows of one side find their stack by it.
  for (const row of rows) {
    const [a, b] = [row.a?.stack ?? null, (row.b ?? row.elsewhere)?.stack ?? null]
    if (a === null || b === null || byA.has(a) || byB.has(b)) continue
    const stack: Gathered = { a, b, rows: [] }
    byA.set(a, stack)
    byB.set(b, stack)
  }
  const seen = new Set<Gathered>()
  for (const row of rows) {
    const [a, b] = [row.a?.stack ?? null, row.b?.stack ?? null]
    if ((a === null && b === null) || !isFrameRow(row)) continue
    let stack = (a === null ? undefined : byA.get(a)) ?? (b === null ? undefined : byB.get(b))
    if (stack === undefined) {
      stack = { a, b, rows: [] }
      if (a !== null) byA.set(a, stack)
      if (b !== null) byB.set(b, stack)
    }
    if (!seen.has(stack)) {
      seen.add(stack)
      gathered.push(stack)
    }
    stack.rows.push(row)
  }
  return gathered
}

/** Stacks side by side, frame by frame, in the order of the reports. */
export const compareStacks = (
  reports: { readonly a: Report; readonly b: Report },
  rows: readonly BuiltRow[]
): readonly ComparedStack[] =>
  gather(rows).map(({ a, b, rows: own }) => {
    let parted = false
    const frames = own.map(({ kind, a: one, b: other, noise, changes }): ComparedFrame => {
      const real = kind !== 'same' && kind !== 'noise' && a !== null && b !== null
      const parting = real && !parted
      parted ||= real
      return {
        kind,
        a: frameSide(one),
        b: frameSide(other),
        noise: noise ?? changes.find((change) => change.noise !== null)?.noise ?? null,
        parting
      }
    })
    const counted = own.filter((row) => row.noise === null && (row.a ?? row.b)?.soft === null)
    const stack = (a === null ? undefined : reports.a.stacks[a]) ?? (b === null ? undefined : reports.b.stacks[b])
    return {
      kind: stack?.kind ?? 'other',
      a: stackSide(reports.a, a),
      b: stackSide(reports.b, b),
      equal: counted.filter(({ kind }) => kind === 'same' || kind === 'noise').length,
      of: counted.length,
      frames
    }
  })
