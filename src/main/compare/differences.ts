import type { Change, Difference } from '../../shared/model/comparison.ts'
import type { ComparedLine } from './lines/compared-line.ts'
import type { BuiltRow } from './rows.ts'
import type { ShownText } from './shown-text.ts'

const isFrame = (line: ComparedLine): boolean => /^[A-Za-z_$][\w.$]*$/.test(line.slot)

const lone = (line: ComparedLine, side: 'A' | 'B'): string => {
  const noun =
    line.section === 'stack'
      ? isFrame(line)
        ? 'frame'
        : 'stack'
      : line.section === 'locks'
        ? 'lock'
        : line.section === 'registers'
          ? 'registers'
          : line.section === 'header'
            ? 'title'
            : 'line'
  return `${noun} only in ${side}`
}

/** The register or the word in front of a change: `RAX` in `RAX: 0000000000000001`. */
const nameBefore = (line: ComparedLine, change: Change): string | null => {
  if (change.a === null) return null
  const text = line.normal.text.slice(0, change.a.start - line.prefix.length)
  return /([A-Za-z_]\w{0,15})\s*[:=]\s*(?:\w{4}:)?$/.exec(text)?.[1] ?? null
}

const wordsByText: readonly (readonly [RegExp, string])[] = [
  [/\bof size \d+ at addr/, 'access'],
  [/^(?:which belongs to the cache|The buggy address)|-byte region/, 'object in memory'],
  [/^page:/, 'page'],
  [/^Hardware name/, 'hardware'],
  [/^Workqueue/, 'workqueue'],
  [/\[#\d+\]/, 'oops'],
  [/^Modules linked in/, 'modules']
]

const taintOf = (text: string): string =>
  /(Not tainted|Tainted: (?:\[[^\]]*\]=?\w*,? ?|[A-Z] *(?![a-z\d.]))*)/.exec(text)?.[1]?.trim() ?? ''

const versionIn = (text: string): string | undefined => / (\d+\.\d+(?:\.\d+)?(?:-rc\d+)?)/.exec(text)?.[1]

const machineWords = (a: string, b: string): string => {
  if (!a.includes('ainted') || !b.includes('ainted')) return 'taint'
  const taint = taintOf(a).replaceAll(/\s+/g, ' ') !== taintOf(b).replaceAll(/\s+/g, ' ')
  const kernel = versionIn(a) !== versionIn(b)
  return [taint ? 'taint' : '', kernel ? 'kernel' : ''].filter((word) => word !== '').join(' and ') || 'machine'
}

const pairWords = (a: ComparedLine, b: ComparedLine, changes: readonly Change[]): string => {
  if (a.normal.key === b.normal.key && a.section !== 'modules') {
    const offsets = a.normal.tokens.some(({ noise }) => noise === 'offset')
    return offsets && a.section === 'stack' ? 'another place in the function' : 'one object here is two there'
  }
  if (a.section === 'stack') return isFrame(a) && isFrame(b) && a.slot !== b.slot ? 'another function' : 'frame'
  if (a.section === 'code') return 'instruction that trapped'
  if (a.section === 'registers') {
    const names = changes.filter(({ noise }) => noise === null).map((change) => nameBefore(a, change))
    const known = [...new Set(names.filter((name) => name !== null))]
    return known.length > 0 ? known.join(', ') : 'instruction or registers'
  }
  const [left, right] = [a.normal.text.trim(), b.normal.text.trim()]
  if (left.includes('ainted') || right.includes('ainted')) return machineWords(left, right)
  const word = wordsByText.find(([pattern]) => pattern.test(left) && pattern.test(right))?.[1]
  if (word !== undefined) return word
  if (a.section === 'locks') return 'lock'
  if (a.section === 'header') return 'title'
  return a.section === 'machine' ? (/^([A-Za-z][\w ]{0,20}):/.exec(left)?.[1] ?? 'machine').toLowerCase() : 'text'
}

const whatOf = ({ a, b, changes, elsewhere }: BuiltRow): string => {
  if (a !== null && (b ?? elsewhere) !== null) {
    const other = b ?? elsewhere
    return other === null ? lone(a, 'A') : pairWords(a, other, changes)
  }
  return a === null ? (b === null ? '' : lone(b, 'B')) : lone(a, 'A')
}

export const isDifference = ({ kind }: BuiltRow): boolean => kind !== 'same' && kind !== 'noise'

/** A real difference for each row that has one, with the text of it. */
export const differencesOf = (rows: readonly BuiltRow[], shown: ShownText): readonly Difference[] =>
  rows.filter(isDifference).map((row) => {
    const a = row.a
    const b = row.b ?? row.elsewhere
    return {
      section: (row.a ?? row.b)?.section ?? 'rest',
      what: whatOf(row),
      a: a === null ? null : shown.a(a),
      b: b === null ? null : shown.b(b),
      aLine: a?.line ?? null,
      bLine: b?.line ?? null
    }
  })
