import type { Change, NoiseClass, TextRange } from '../../../shared/model/comparison.ts'
import { alignTexts } from '../align/sequence.ts'
import type { NoiseToken } from '../tokens/noise-token.ts'
import type { Objects } from '../tokens/objects.ts'
import type { ComparedLine } from './compared-line.ts'
import { comparePrefixes } from './compare-prefixes.ts'

export type LineContext = {
  readonly objects: Objects
  /** Both reports are of one build, so that an offset means the same place. */
  readonly sameBuild: boolean
}

const rangeOf = (token: { readonly start: number; readonly end: number }, shift: number): TextRange => ({
  start: token.start + shift,
  end: token.end + shift
})

type Side = { readonly line: ComparedLine; readonly shift: number }

const textOf = ({ line }: Side, { start, end }: { readonly start: number; readonly end: number }): string =>
  line.normal.text.slice(start, end)

const sizeOf = (offset: string): string => offset.slice(offset.indexOf('/'))

/** Whether two tokens of one class differ in what counts: the object, or the place within the same function. */
const counts = (a: Side, one: NoiseToken, b: Side, other: NoiseToken, context: LineContext): boolean => {
  if (one.key !== other.key) return true
  if (one.pointer !== '' && other.pointer !== '' && a.line.soft === null && b.line.soft === null) {
    return !context.objects.bind(one.pointer, other.pointer)
  }
  if ((one.noise !== 'offset' && one.noise !== 'source') || !context.sameBuild) return false
  const [left, right] = [textOf(a, one), textOf(b, other)]
  if (left === right || left.startsWith(':')) return left !== right
  return left.startsWith('+') ? sizeOf(left) === sizeOf(right) : false
}

const inRegisters = (line: ComparedLine): boolean => line.section === 'registers'

const noiseOf = (line: ComparedLine, token: NoiseToken): NoiseClass =>
  token.noise === 'address' && inRegisters(line) ? 'register' : token.noise

const pairTokens = (a: Side, one: NoiseToken, b: Side, other: NoiseToken, context: LineContext): Change | null => {
  const real = counts(a, one, b, other, context)
  if (!real && textOf(a, one) === textOf(b, other)) return null
  return { noise: real ? null : noiseOf(a.line, one), a: rangeOf(one, a.shift), b: rangeOf(other, b.shift) }
}

/** Lines of one key: their keyed tokens are in step, the others may be missing on one side. */
const inStep = (a: Side, b: Side, context: LineContext): Change[] => {
  const changes: Change[] = []
  const [left, right] = [a.line.normal.tokens, b.line.normal.tokens]
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    const [one, other] = [left[i], right[j]]
    if (one !== undefined && other !== undefined && (one.key === '') === (other.key === '')) {
      if (one.key !== '' || one.noise === other.noise) {
        const change = pairTokens(a, one, b, other, context)
        if (change !== null) changes.push(change)
        i += 1
        j += 1
        continue
      }
    }
    if (one !== undefined && (one.key === '' || other === undefined)) {
      changes.push({ noise: noiseOf(a.line, one), a: rangeOf(one, a.shift), b: null })
      i += 1
    } else if (other !== undefined) {
      changes.push({ noise: noiseOf(b.line, other), a: null, b: rangeOf(other, b.shift) })
      j += 1
    }
  }
  return changes
}

type Piece = { readonly start: number; readonly end: number; readonly key: string; readonly token: NoiseToken | null }

/** A line as words, signs and noise. */
const piecesOf = ({ normal: { text, tokens } }: ComparedLine): readonly Piece[] => {
  const pieces: Piece[] = []
  const wordsIn = (from: number, to: number): void => {
    for (const match of text.slice(from, to).matchAll(/[\w.$]+|[^\s\w]/g)) {
      const start = from + match.index
      pieces.push({ start, end: start + match[0].length, key: match[0], token: null })
    }
  }
  let at = 0
  for (const token of tokens) {
    wordsIn(at, token.start)
    pieces.push({
      start: token.start,
      end: token.end,
      key: token.key === '' ? `\ue000${token.noise}` : token.key,
      token
    })
    at = token.end
  }
  wordsIn(at, text.length)
  return pieces
}

const spanning = (pieces: readonly Piece[], shift: number): TextRange | null => {
  const [first, last] = [pieces[0], pieces.at(-1)]
  return first === undefined || last === undefined ? null : { start: first.start + shift, end: last.end + shift }
}

const noiseOfAll = (line: ComparedLine, pieces: readonly Piece[]): NoiseClass | null => {
  const first = pieces[0]?.token
  return first !== null && first !== undefined && pieces.every(({ token }) => token?.key === '')
    ? noiseOf(line, first)
    : null
}

/** Lines of one slot that say different things: which words. */
const byPieces = (a: Side, b: Side, context: LineContext): Change[] => {
  const [left, right] = [piecesOf(a.line), piecesOf(b.line)]
  const changes: Change[] = []
  const pairs = alignTexts(
    left.map(({ key }) => key),
    right.map(({ key }) => key)
  )
  let [fromA, fromB] = [0, 0]
  for (const [i, j] of [...pairs, [left.length, right.length] as const]) {
    const [only, others] = [left.slice(fromA, i), right.slice(fromB, j)]
    if (only.length > 0 || others.length > 0) {
      const noise =
        only.length === 0 ? noiseOfAll(b.line, others) : others.length === 0 ? noiseOfAll(a.line, only) : null
      changes.push({ noise, a: spanning(only, a.shift), b: spanning(others, b.shift) })
    }
    const [one, other] = [left[i]?.token, right[j]?.token]
    const change = one && other ? pairTokens(a, one, b, other, context) : null
    if (change !== null) changes.push(change)
    ;[fromA, fromB] = [i + 1, j + 1]
  }
  return changes
}

const wordsOf = (text: string): readonly { readonly start: number; readonly end: number; readonly word: string }[] =>
  [...text.matchAll(/\S+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    word: match[0]
  }))

export type ModuleSets = { readonly a: ReadonlySet<string>; readonly b: ReadonlySet<string> }

/** A line of the module list: only modules that the other list lacks count. */
const modulesOfLine = (a: Side, b: Side, sets: ModuleSets): Change[] => {
  const lacking = (side: Side, other: ReadonlySet<string>): readonly TextRange[] =>
    wordsOf(side.line.normal.text)
      .filter(({ word }) => !other.has(word))
      .map((word) => rangeOf(word, side.shift))
  const real: Change[] = [
    ...lacking(a, sets.b).map((range) => ({ noise: null, a: range, b: null })),
    ...lacking(b, sets.a).map((range) => ({ noise: null, a: null, b: range }))
  ]
  if (real.length > 0 || a.line.normal.text.trim() === b.line.normal.text.trim()) return real
  const whole = (side: Side): TextRange => ({ start: side.shift, end: side.shift + side.line.normal.text.length })
  return [{ noise: 'module-order', a: whole(a), b: whole(b) }]
}

const hasPointers = ({ normal: { tokens } }: ComparedLine): boolean => tokens.some(({ pointer }) => pointer !== '')

/** Where two lines differ that are one line of a report; empty where they are equal to the letter, but for blanks. */
export const compareLine = (
  a: ComparedLine,
  b: ComparedLine,
  context: LineContext,
  modules: ModuleSets
): readonly Change[] => {
  const [left, right] = [
    { line: a, shift: a.prefix.length },
    { line: b, shift: b.prefix.length }
  ]
  const prefixes = comparePrefixes(a.prefix, b.prefix)
  if (a.section === 'modules' && b.section === 'modules') return [...prefixes, ...modulesOfLine(left, right, modules)]
  if (a.normal.text === b.normal.text && !hasPointers(a)) return prefixes
  const changes = a.normal.key === b.normal.key ? inStep(left, right, context) : byPieces(left, right, context)
  return prefixes.length === 0 ? changes : [...prefixes, ...changes]
}
