import { markOf, noiseToken, type NoiseToken } from '../tokens/noise-token.ts'
import { keyOf, normalise, type NormalLine } from '../tokens/normalise.ts'

/** A row of bytes: KASAN's shadow, SLUB's and kmemleak's dumps; the address in front may be missing. */
const row =
  /^(?<mark>[>\s]*)(?:(?<part>[A-Za-z][\w ]{0,12}?)\s+)?(?<address>(?:0x)?[0-9a-f]{8,16})?(?<colon>[:)]*)\s+(?<bytes>(?:[[(]?[0-9a-f]{2}[\])]?\s+){3,}(?:[[(]?[0-9a-f]{2}[\])]?)?)(?<shown>.{0,64})$/d
/** The sign below the bad byte, and rows of the words of a page or a stack. */
const caret = /^\s*\^\s*$/
const words =
  /^\s*(?:raw: |page_type: )?(?:[0-9a-f]{2,16}: +)?(?:[0-9a-f]{8}|[0-9a-f]{16})(?: +(?:[0-9a-f]{8}|[0-9a-f]{16})){1,7}\s*$/

const bytesBut = (text: string, from: number, to: number, column: number | null): NoiseToken[] => {
  if (column === null) return [noiseToken(from, to, 'memory')]
  const bad = [...text.slice(from, to).matchAll(/[[(]?[0-9a-f]{2}[\])]?/g)][column]
  if (bad === undefined) return [noiseToken(from, to, 'memory')]
  const [start, end] = [from + bad.index, from + bad.index + bad[0].length]
  return [
    ...(column > 0 ? [noiseToken(from, start, 'memory', '')] : []),
    ...(text.slice(end, to).trim() === '' ? [] : [noiseToken(end, to, 'memory', '')])
  ]
}

/**
 * Of rows of memory only the shadow byte of the bad address counts; its neighbours are other objects. `column` is
 * where it stands in the marked row.
 */
export const memoryLine = (text: string, column: number | null): NormalLine => {
  if (caret.test(text)) return { text, key: '^', tokens: [] }
  if (words.test(text)) {
    const tokens = [noiseToken(0, text.length, 'memory', markOf('memory'))]
    return { text, key: keyOf(text, tokens), tokens }
  }
  const places = row.exec(text)?.indices?.groups
  const bytes = places?.['bytes']
  if (bytes === undefined) return normalise(text)
  const address = places?.['address']
  const shown = places?.['shown']
  const tokens = [
    ...(address === undefined ? [] : [noiseToken(address[0], address[1], 'address')]),
    ...bytesBut(text, bytes[0], bytes[1], column),
    ...(shown === undefined || shown[0] === shown[1] ? [] : [noiseToken(shown[0], shown[1], 'memory', '')])
  ]
  return { text, key: keyOf(text, tokens), tokens }
}
