import type { NoiseClass } from '../../../shared/model/comparison.ts'
import { markOf, noiseToken, type NoiseToken } from './noise-token.ts'
import { bareDigits, isKernelPointer, valueClassOf } from './value.ts'

/** What a decimal number is, by the word in front of it. */
const byWordBefore = new Map<string, NoiseClass>([
  ...(['PID', 'pid', 'tgid', 'ppid', 'tid', 'task', 'Pid', 'TGID'] as const).map((word) => [word, 'pid'] as const),
  ...(['CPU', 'cpu', 'CPUs', 'cpus', 'cpuid', 'Cpu', 'owner_cpu'] as const).map((word) => [word, 'cpu'] as const),
  ...(['jiffies', 'age', 'stamp', 'trace', 'stack', 'stuck', 'flags', 'ncpus'] as const).map(
    (word) => [word, 'counter'] as const
  ),
  ...(['ts', 'free_ts'] as const).map((word) => [word, 'timestamp'] as const),
  ['EFLAGS', 'register'],
  ['RFLAGS', 'register'],
  ['pstate', 'register'],
  ['psr', 'register']
])

/** And by the word behind it. */
const byWordBehind = new Map<string, NoiseClass>(
  (['jiffies', 'ticks', 'seconds', 'secs', 'GPs'] as const).map((word) => [word, 'counter'])
)

/** Hex values behind these words are codes, whatever their size. */
const codes = new Set(['ESR', 'esr', 'error_code', 'FSC', 'EC', 'ISS', 'code', 'Oops', 'error'])

/**
 * Registers that say what the machine can do, and how the kernel set it up; and the bases of FS and of the GS put aside,
 * which user space has for its threads (arch/x86/kernel/process_64.c, __show_regs).
 */
const control = /(?:CR[0348]|DR[67]): $|\bFS: {1,2}$|knlGS: ?$/

/** The flags that arithmetic leaves behind, and RF (Intel SDM 3.4.3): CF PF AF ZF SF OF RF. */
const arithmetic = 0x1_08d5

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95

/** The word in front of a place, over blanks, brackets and signs. */
const wordBefore = (text: string, start: number): string => {
  let end = start
  for (let steps = 0; end > 0 && steps < 8 && !isLetter(text.charCodeAt(end - 1)); steps += 1) {
    const code = text.charCodeAt(end - 1)
    // A digit or a closing sign ends what the word could speak of; so does a comma.
    if ((code >= 48 && code <= 57) || code === 41 || code === 44 || code === 93) return ''
    end -= 1
  }
  let from = end
  while (from > 0 && isLetter(text.charCodeAt(from - 1)) && end - from < 16) from -= 1
  return text.slice(from, end)
}

const wordBehind = (text: string, end: number): string => {
  if (text.charCodeAt(end) !== 32) return ''
  let to = end + 1
  while (to < text.length && isLetter(text.charCodeAt(to)) && to - end < 16) to += 1
  return text.slice(end + 1, to)
}

const ofNumberSign = (text: string, start: number, end: number): NoiseToken | null => {
  const before = text.charCodeAt(start - 2)
  // `CPU#1`; `&type->s_umount_key#34`: lockdep counts classes of one name as they come; `[#1]`: oopses since the boot.
  if (isLetter(before)) {
    const word = wordBefore(text, start - 1)
    return noiseToken(start, end, word === 'CPU' || word === 'cpu' ? 'cpu' : 'counter')
  }
  return noiseToken(start, end, 'counter')
}

const decimal = (text: string, start: number, end: number): NoiseToken | null => {
  if (text.charCodeAt(start - 1) === 35) return ofNumberSign(text, start, end)
  const noise = byWordBefore.get(wordBefore(text, start)) ?? byWordBehind.get(wordBehind(text, end))
  if (noise === 'register') return hex(text, start, end)
  return noise === undefined ? null : noiseToken(start, end, noise)
}

const flagsKey = (digits: string): string =>
  `${markOf('register')}${((Number.parseInt(digits, 16) & ~arithmetic) >>> 0).toString(16)}`

const hex = (text: string, start: number, end: number): NoiseToken | null => {
  const digits = text.slice(start, end)
  const word = wordBefore(text, start)
  if (codes.has(word)) return null
  const noise = byWordBefore.get(word)
  if (noise === 'register')
    return noiseToken(start, end, noise, word.endsWith('FLAGS') ? flagsKey(digits) : markOf(noise))
  if (noise === 'counter') return noiseToken(start, end, noise)
  if (control.test(text.slice(Math.max(0, start - 8), start))) return noiseToken(start, end, 'register')
  const bare = bareDigits(digits)
  if (valueClassOf(bare) === 'literal') return null
  return noiseToken(start, end, 'address', markOf('address'), isKernelPointer(bare) ? bare : '')
}

/** What a word with a digit in it is, or a word of eight or sixteen hex letters; null for text that counts. */
export const numberToken = (text: string, start: number, end: number, shape: WordShape): NoiseToken | null => {
  const length = end - start
  if (shape === 'decimal') {
    if (length === 16) return hex(text, start, end)
    return decimal(text, start, end) ?? (length === 8 && isAddressPlace(text, start) ? hex(text, start, end) : null)
  }
  if (shape === 'hex') {
    if (length === 40) return noiseToken(start, end, 'build', '')
    if (length >= 8 && length <= 17) return hex(text, start, end)
    return byWordBefore.get(wordBefore(text, start)) === 'counter' ? noiseToken(start, end, 'counter') : null
  }
  if (shape === '0x') return hex(text, start, end)
  if (shape === 'seconds') return noiseToken(start, end, 'counter')
  // `P5822`: a task that blocks a grace period; only where the line speaks of such.
  if (shape === 'task')
    return text.includes('rcu') || text.includes('Tasks blocked') ? noiseToken(start + 1, end, 'pid') : null
  return null
}

/** Addresses of 32 bits may have no letter: `r0 : 80012345`, `[<80012345>]`. */
const isAddressPlace = (text: string, start: number): boolean => {
  const before = text.charCodeAt(start - 1)
  return before === 60 || (before === 32 && text.charCodeAt(start - 2) === 58)
}

export type WordShape = 'decimal' | 'hex' | '0x' | 'seconds' | 'task' | 'word'

/** What a word looks like, by its characters alone. */
export const shapeOf = (text: string, start: number, end: number): WordShape => {
  const first = text.charCodeAt(start)
  if (first === 48 && (text.charCodeAt(start + 1) | 32) === 120 && end - start > 2) {
    for (let at = start + 2; at < end; at += 1) if (!isHex(text.charCodeAt(at))) return 'word'
    return '0x'
  }
  let letters = false
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) continue
    if (isHex(code)) {
      letters = true
      continue
    }
    if (at === start && code === 80) return allDigits(text, start + 1, end) ? 'task' : 'word'
    return at === end - 1 && code === 115 && !letters ? 'seconds' : 'word'
  }
  return letters ? 'hex' : 'decimal'
}

const isHex = (code: number): boolean => (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102)

const allDigits = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) < 48 || text.charCodeAt(at) > 57) return false
  return end > start
}
