export type DiffLine = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }

/** Cells of the table of two texts: above it, what is between their common ends is taken as changed whole. */
const mostCells = 4_000_000

/** The lines that lead from one text to another, by their longest common subsequence. */
export const diffLines = (from: string, to: string): readonly DiffLine[] => {
  const a = from === '' ? [] : from.split('\n')
  const b = to === '' ? [] : to.split('\n')
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  const line = (kind: DiffLine['kind'], text: string | undefined): DiffLine => ({ kind, text: text ?? '' })
  return [
    ...a.slice(0, start).map((text) => line('same', text)),
    ...middle(left, right, line),
    ...a.slice(a.length - end).map((text) => line('same', text))
  ]
}

const middle = (
  left: readonly string[],
  right: readonly string[],
  line: (kind: DiffLine['kind'], text: string | undefined) => DiffLine
): readonly DiffLine[] => {
  const width = right.length + 1
  if ((left.length + 1) * width > mostCells) {
    return [...left.map((text) => line('removed', text)), ...right.map((text) => line('added', text))]
  }
  /** Length of the longest common subsequence of what follows in both. */
  const common = new Uint32Array((left.length + 1) * width)
  const at = (i: number, j: number): number => common[i * width + j] ?? 0
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      common[i * width + j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      lines.push(line('same', left[i]))
      i++
      j++
    } else if (j >= right.length || (i < left.length && at(i + 1, j) >= at(i, j + 1)))
      lines.push(line('removed', left[i++]))
    else lines.push(line('added', right[j++]))
  }
  return lines
}
