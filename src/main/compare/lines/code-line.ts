import { markOf, noiseToken, type NoiseToken } from '../tokens/noise-token.ts'
import { keyOf, normalise, type NormalLine } from '../tokens/normalise.ts'

/** A unit of a `Code:` line in the brackets of the one that trapped: `<0f>` on x86, `(d4210000)` on arm. */
const trapping = /[<(]([0-9a-f]{2,8})[>)]/
/** Prefixes of an x86 instruction, REX among them (Intel SDM 2.1.1 and 2.2.1). */
const x86Prefix = /^(?:66|67|f0|f2|f3|2e|36|3e|26|64|65|4[0-9a-f])$/

const rest = (text: string, from: number, to: number): NoiseToken[] =>
  text.slice(from, to).trim() === '' ? [] : [noiseToken(from, to, 'code', markOf('code'))]

/** Where the opcode ends that begins with `first` in front of a place: prefixes, and the byte behind 0f, belong to it. */
const opcodeEnd = (text: string, from: number, first: string): number => {
  let unit = first
  let end = from
  for (const match of text.slice(from, from + 48).matchAll(/[0-9a-f]{2}/g)) {
    if (unit.length !== 2 || (unit !== '0f' && !x86Prefix.test(unit))) break
    const escaped = unit === '0f'
    end = from + match.index + match[0].length
    unit = escaped ? '' : match[0]
  }
  return end
}

/**
 * Bytes of code around the trap are another build's as soon as anything moved; the instruction itself is not. Of user
 * space no byte counts.
 */
export const codeLine = (text: string, mode: 'kernel' | 'user' | 'unknown'): NormalLine => {
  const start = text.indexOf(':') + 1
  const trap = mode === 'user' ? null : trapping.exec(text)
  if (!/[0-9a-f]{2} [0-9a-f<(]/.test(text.slice(start))) return normalise(text)
  if (trap === null) {
    const tokens = rest(text, start, text.length)
    return { text, key: keyOf(text, tokens), tokens }
  }
  const end = opcodeEnd(text, trap.index + trap[0].length, trap[1] ?? '')
  const tokens = [...rest(text, start, trap.index), ...rest(text, end, text.length)]
  return { text, key: keyOf(text, tokens), tokens }
}
