import type { Source } from '../../../shared/model/frame.ts'

/** What a character may be part of. */
export const inFile = 1
const startsSymbol = 2
const inSymbol = 4

const uses = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  return (
    (/[\w./@+-]/.test(character) ? inFile : 0) |
    (/[A-Za-z_$.<]/.test(character) ? startsSymbol : 0) |
    (/[\w$.:<>@ ,&*'()[\]{}#;=+-]/.test(character) ? inSymbol : 0)
  )
})

export const isOf = (code: number, use: number): boolean => ((uses[code] ?? 0) & use) !== 0

/**
 * Names of C functions, of Rust's before and after they are made readable, of compilers' copies: `f.isra.0`. Where blanks
 * may not stand in any name, they do in those of Rust: `<T as U>::f`.
 */
export const isSymbol = (text: string, from: number, to: number, anyBlanks: boolean): boolean => {
  if (to - from > 512 || !isOf(text.charCodeAt(from), startsSymbol)) return false
  let blanks = false
  for (let at = from + 1; at < to; at += 1) {
    const code = text.charCodeAt(at)
    if (!isOf(code, inSymbol)) return false
    if (code === 32) blanks = true
  }
  return !blanks || anyBlanks || text.charCodeAt(from) === 60 || text.slice(from, to).includes('::')
}

/** `fs/super.c:1759`, `./include/linux/skbuff.h:2069`, `rust/kernel/lib.rs:7`; a column after the line is left out. */
export const readSource = (text: string, from = 0): Source | null => {
  let colon = from
  let dot = -1
  for (let code = text.charCodeAt(from); code !== 58; code = text.charCodeAt(colon)) {
    // Behind the end there is no number, and so no file.
    if (!isOf(code, inFile)) return null
    if (code === 46) dot = colon
    colon += 1
  }
  if (dot < 0 || colon - from > 512) return null
  // Nearly all are of C.
  const ending = colon - dot === 2 ? text.charCodeAt(dot + 1) : 0
  if (ending !== 99 && ending !== 104 && !sourceEndings.has(text.slice(dot + 1, colon))) return null
  let line = 0
  let at = colon + 1
  for (; at <= colon + 7; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) break
    line = line * 10 + digit
  }
  return { file: text.slice(from, colon), line: at === colon + 1 ? null : line }
}

const sourceEndings: ReadonlySet<string> = new Set(['c', 'h', 'S', 'rs', 'cc', 'cpp', 'inc'])

/** `function+0x12/0x34`, read around its `+0x`; `end` is where the rest of the line starts. */
type Symbol = { readonly function: string; readonly offset: number; readonly size: number | null; readonly end: number }

/** The value of a hex digit in lower case, or -1. */
export const hexDigit = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48
  return code >= 97 && code <= 102 ? code - 87 : -1
}

/** Where a run of hex digits ends, of 16 at most. */
const endOfHex = (text: string, from: number): number => {
  let at = from
  while (at - from < 16 && hexDigit(text.charCodeAt(at)) >= 0) at += 1
  return at
}

const hexValue = (text: string, from: number, to: number): number => {
  let value = 0
  for (let at = from; at < to; at += 1) value = value * 16 + hexDigit(text.charCodeAt(at))
  return value
}

/** Reads the symbol that starts at `from` and whose `+0x` stands at `plus`. */
export const readSymbol = (text: string, from: number, plus: number): Symbol | null => {
  if (plus <= from) return null
  let end = endOfHex(text, plus + 3)
  if (end === plus + 3) return null
  const offset = hexValue(text, plus + 3, end)
  let size: number | null = null
  if (text.charCodeAt(end) === 47 && text.startsWith('/0x', end)) {
    const last = endOfHex(text, end + 3)
    if (last > end + 3) {
      size = hexValue(text, end + 3, last)
      end = last
    }
  }
  if (!isSymbol(text, from, plus, false)) return null
  if (!Number.isSafeInteger(offset) || (size !== null && !Number.isSafeInteger(size))) return null
  return { function: text.slice(from, plus), offset, size, end }
}
