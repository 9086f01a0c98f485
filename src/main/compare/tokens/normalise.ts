import { namedPartsOf } from './named-parts.ts'
import type { NoiseToken } from './noise-token.ts'
import { numberToken, shapeOf } from './number.ts'

/** A line's text with its noise known. Lines with equal keys say the same, but for noise. */
export type NormalLine = {
  readonly text: string
  readonly key: string
  /** In the order of the text. */
  readonly tokens: readonly NoiseToken[]
}

/** Longer lines are cut: what stands behind is compared to the letter. */
const longest = 2000

const isWordCode = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95

/** Numbers and addresses between two places. */
const numbersIn = (text: string, from: number, to: number, into: NoiseToken[]): void => {
  let at = from
  while (at < to) {
    const code = text.charCodeAt(at)
    if (!isWordCode(code)) {
      at += 1
      continue
    }
    const start = at
    let digits = code >= 48 && code <= 57
    at += 1
    for (; at < to; at += 1) {
      const next = text.charCodeAt(at)
      if (!isWordCode(next)) break
      digits ||= next >= 48 && next <= 57
    }
    const length = at - start
    if (!digits && length !== 8 && length !== 16) continue
    const shape = shapeOf(text, start, at)
    if (shape === 'word') continue
    const token = numberToken(text, start, at, shape)
    if (token !== null) into.push(token)
  }
}

export const tokensOf = (text: string): readonly NoiseToken[] => {
  const to = Math.min(text.length, longest)
  const parts = namedPartsOf(to === text.length ? text : text.slice(0, to))
  const tokens: NoiseToken[] = []
  let at = 0
  for (const part of parts) {
    numbersIn(text, at, part.start, tokens)
    tokens.push(part)
    at = part.end
  }
  numbersIn(text, at, to, tokens)
  return tokens
}

/** Blanks never count: consoles and mailers change them. */
const tidy = (key: string): string =>
  (key.includes('  ') || key.includes('\t') ? key.replaceAll(/[ \t]+/g, ' ') : key).trim()

export const keyOf = (text: string, tokens: readonly NoiseToken[]): string => {
  if (tokens.length === 0) return tidy(text)
  let key = ''
  let at = 0
  for (const { start, end, key: part } of tokens) {
    key += text.slice(at, start) + part
    at = end
  }
  return tidy(key + text.slice(at))
}

export const normalise = (text: string): NormalLine => {
  const tokens = tokensOf(text)
  return { text, key: keyOf(text, tokens), tokens }
}
