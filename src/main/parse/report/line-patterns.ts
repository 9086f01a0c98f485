import type { LineKind } from '../../../shared/model/report.ts'
import { byFirstCharacters } from '../lines/first-characters.ts'
import { frameShapes } from './lines/frames.ts'
import { happeningShapes, happeningWords } from './lines/happening.ts'
import type { LineShape } from './lines/line-kind.ts'
import { lockShapes, lockWords } from './lines/locks.ts'
import { machineShapes, machineWords } from './lines/machine.ts'
import { memoryShapes, memoryWords } from './lines/memory.ts'
import { registerShapes, registerWords } from './lines/registers.ts'

/** Asked in this order: the first that fits says what a line is. */
const words = [...happeningWords, ...machineWords, ...registerWords, ...memoryWords, ...lockWords]

export const lineShapes: readonly LineShape[] = [
  ...happeningShapes,
  ...machineShapes,
  ...registerShapes,
  ...frameShapes,
  ...memoryShapes,
  ...lockShapes
]

type Start = { readonly start: string; readonly kind: LineKind }

/** By the first two characters, so that a line is compared with a few starts. */
const starts: (Start[] | undefined)[] = Array.from({ length: 1 << 14 }, () => undefined)
const keyOf = (text: string): number => ((text.charCodeAt(0) & 127) << 7) | (text.charCodeAt(1) & 127)
for (const { kind, starts: texts } of words) {
  for (const start of texts) {
    const key = keyOf(start)
    const known = starts[key] ?? []
    known.push({ start, kind })
    starts[key] = known
  }
}

/** All of one form: engines read the fields of such objects fastest. */
const shapesFor = byFirstCharacters(
  lineShapes.map(({ kind, first, second, words: held, pattern }) => ({
    kind,
    first,
    second,
    held: held ?? null,
    pattern
  }))
)

const holdsOne = (text: string, some: readonly string[]): boolean => {
  for (const word of some) if (text.includes(word)) return true
  return false
}

/** What a line is, going by its text alone; null where nothing fits. */
export const lineKindOf = (trimmed: string): LineKind | null => {
  if (trimmed === '') return 'blank'
  const known = starts[keyOf(trimmed)]
  if (known !== undefined) {
    for (const { start, kind } of known) if (trimmed.startsWith(start)) return kind
  }
  if (trimmed.length > 400) return null
  for (const { kind, pattern, held } of shapesFor(trimmed, 0)) {
    if ((held === null || holdsOne(trimmed, held)) && pattern.test(trimmed)) return kind
  }
  return null
}

/** A message of another part of the kernel that happened to come in between: `netlink: 3 bytes left over`, `audit: type=`. */
const ordinary =
  /^(?:[A-Za-z][\w./+-]{0,40}(?: \([^)]{1,48}\))?(?:\[\d{1,10}\])?: |systemd|audit\(|IPv[46]|FAT|device \S|TCP|EXT4|audit )/

export const isOrdinaryMessage = (trimmed: string): boolean => ordinary.test(trimmed)
