import type { Register } from '../../../shared/model/registers.ts'
import { isBlank } from '../lines/blank.ts'
import type { Line } from '../lines/line.ts'
import { partOf } from '../lines/place.ts'
import { registerGroup } from './register-names.ts'

/**
 * `RAX: 0000...`, `x29: ffff...`, `r10: 0000`, `FS:  000055558c4ba380(0000)`, `EFLAGS: 00010293`, `epc : ffff`,
 * `pc : [<80616f94>]`. Sources: __show_regs of arch/<arch>/kernel/process.c and traps.c.
 */
type Pair = { readonly name: string; readonly value: string; readonly end: number }

const isNamePart = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95

/** Capitals are of powerpc and m68k before 2.6. */
const isHex = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)

const skipSpaces = (text: string, from: number, most: number): number => {
  let at = from
  while (at - from < most && isBlank(text.charCodeAt(at))) at += 1
  return at
}

/** Where a run of hex digits ends, of 17 at most: no value has so many. */
const endOfHex = (text: string, from: number): number => {
  let at = from
  while (at - from <= 16 && isHex(text.charCodeAt(at))) at += 1
  return at
}

/** The end of `(0000)` that starts at `from`, or -1. */
const endOfSelector = (text: string, from: number): number => {
  let at = from + 1
  while (at - from <= 4 && (isHex(text.charCodeAt(at)) || (text.charCodeAt(at) >= 65 && text.charCodeAt(at) <= 70)))
    at += 1
  return at > from + 1 && text.charCodeAt(at) === 41 ? at + 1 : -1
}

/** The end of a plain value, with its selector before or behind it, or -1. */
const endOfValue = (text: string, from: number): number => {
  let start = from
  let end = endOfHex(text, start)
  if (text.charCodeAt(end) === 58 && end - start >= 2 && end - start <= 4) {
    start = end + 1
    end = endOfHex(text, start)
  }
  if (end === start || end - start > 16) return -1
  return text.charCodeAt(end) === 40 ? endOfSelector(text, end) : end
}

/** Reads the name and the value that start at `from`; a value ends with the text, a blank or a comma. */
const readPair = (text: string, from: number): Pair | null => {
  const first = text.charCodeAt(from)
  let at = from
  while (at - from <= 9 && isNamePart(text.charCodeAt(at))) at += 1
  if (at === from || at - from > 9 || first <= 57 || first === 95) return null
  const name = text.slice(from, at)
  at = skipSpaces(text, at, 5)
  const sign = text.charCodeAt(at)
  if (sign !== 58 && sign !== 61) return null
  at = skipSpaces(text, at + 1, 2)
  const isBracketed = text.charCodeAt(at) === 91 && text.charCodeAt(at + 1) === 60
  const start =
    isBracketed || (sign === 58 && text.charCodeAt(at + 1) === 120 && text.charCodeAt(at) === 48) ? at + 2 : at
  const last = isBracketed ? endOfHex(text, start) : endOfValue(text, start)
  if (last < 0 || (isBracketed && (last - start < 8 || last - start > 16 || !text.startsWith('>]', last)))) return null
  const end = isBracketed ? last + 2 : last
  const next = text.charCodeAt(end)
  return end < text.length && next !== 32 && next !== 44 ? null : { name, value: text.slice(start, last), end }
}

/** The bits of the word before, by name: `<SF,VEC,EE,ME,IR,DR,RI,LE>`, `(nZCv daif +PAN -UAO)`. */
const bits = /<[\w,[\]=-]{1,80}>|\([^()]{1,120}\)/y

/** Words behind the last register: `Not tainted`, `KERNEL EXL IE`, `CPU: 0`. */
const trailer = /(?:Not tainted|Tainted: |Tainted|KERNEL|USER|CPU: ?\d{1,5}$)/y

/**
 * Rows that name their first register only: powerpc's GPR04, mips's `$ 4   :`, parisc's r04-07, s390's Krnl GPRS, xtensa's
 * `a08: `; and sparc32's `%G: `, which names the eight by their letter.
 */
const rowStart =
  /^(?:GPR(?<gpr>\d\d): ?|\$ ?(?<mips>\d{1,2}) {0,4}: |r(?<parisc>\d\d)-\d\d {1,3}|(?:Krnl|User) GPRS: |a(?<xtensa>0[08]): |%(?<window>[GOLI]): )/

const hexValue = /[0-9a-fA-F]{8,16}(?=$| )/y

/** Values in a row, numbered from `first`; null where something else stands among them. */
const readRow = (
  line: Line,
  indent: number,
  text: string,
  from: number,
  first: number,
  letter = 'r'
): readonly Register[] | null => {
  const found: Register[] = []
  let at = from
  while (at < text.length) {
    if (isBlank(text.charCodeAt(at))) {
      at += 1
      continue
    }
    hexValue.lastIndex = at
    const value = hexValue.exec(text)?.[0]
    if (value === undefined || found.length === 8) return null
    const span = partOf(line, indent + at, indent + hexValue.lastIndex)
    found.push({ name: `${letter}${first + found.length}`, value, group: 'general', span })
    at = hexValue.lastIndex
  }
  return found.length > 0 ? found : null
}

/** loongarch prints names and values without a colon: `pc 9000... ra 9000... tp 9000... sp 9000...`. */
const unmarked = /([a-z][a-z\d]) ([0-9a-f]{16})(?: |$)/y

const readUnmarked = (line: Line, indent: number, text: string): readonly Register[] | null => {
  const found: Register[] = []
  let at = 0
  while (at < text.length) {
    unmarked.lastIndex = at
    const match = unmarked.exec(text)
    const [, name, value] = match ?? []
    const group = name === undefined ? null : registerGroup(name)
    if (name === undefined || value === undefined || group === null) return null
    found.push({ name, value, group, span: partOf(line, indent + at, indent + at + name.length + 1 + value.length) })
    at = unmarked.lastIndex
  }
  return found
}

const readPairs = (line: Line, indent: number, text: string): readonly Register[] | null => {
  const found: Register[] = []
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (isBlank(code) || code === 44) {
      at += 1
      continue
    }
    if (found.length > 0 && (code === 40 || code === 60)) {
      bits.lastIndex = at
      // `PC: 0x80100012 (f+0x12/0x40)` is an instruction pointer.
      if (text.includes('+0x', at)) return null
      if (bits.exec(text) === null) return code === 40 ? found : null
      at = bits.lastIndex
      continue
    }
    const pair = readPair(text, at)
    const group = pair === null ? null : registerGroup(pair.name)
    if (pair === null || group === null) {
      trailer.lastIndex = at
      return found.length > 0 && trailer.test(text) ? found : null
    }
    const { name, value, end } = pair
    const span = partOf(line, indent + at, indent + end)
    // `RSP: 0018:ffff...` names the stack segment too; `FS:  base(selector)` is kept by its base.
    const selector = value.length > 5 && value.charCodeAt(4) === 58 ? value.slice(0, 4) : null
    if (selector !== null) found.push({ name: 'SS', value: selector, group: 'segment', span })
    const bracket = value.indexOf('(')
    const digits = selector !== null ? value.slice(5) : bracket < 0 ? value : value.slice(0, bracket)
    found.push({ name, value: digits, group, span })
    at = end
  }
  return found.length > 0 ? found : null
}

/** A look at the ends is faster than to cut. */
const trimmedFrom = (text: string, indent: number): string => {
  const last = text.charCodeAt(text.length - 1)
  const cut = indent === 0 ? text : text.slice(indent)
  return last > 32 && last < 127 ? cut : cut.trimEnd()
}

/**
 * The registers of a line that holds nothing else, or null. `before` is the last register of the line above, where that
 * was one of registers: s390 goes on with the values alone.
 */
export const readRegisters = (line: Line, before?: Register): readonly Register[] | null => {
  const whole = line.text
  let indent = 0
  while (indent < whole.length && isBlank(whole.charCodeAt(indent))) indent += 1
  const text = trimmedFrom(whole, indent)
  if (text.length < 6 || text.length > 300) return null
  const first = text.charCodeAt(0)
  const isLetter = (first >= 65 && first <= 90) || (first >= 97 && first <= 122)
  if (isLetter || first === 36 || first === 37) {
    // G, K, U, $, %, a and r are what such a row starts with.
    const mayBeRow =
      first === 114 || first === 36 || first === 71 || first === 75 || first === 85 || first === 37 || first === 97
    const row = mayBeRow ? rowStart.exec(text) : null
    if (row !== null) {
      const { gpr, mips, parisc, xtensa, window } = row.groups ?? {}
      const letter = window?.toLowerCase() ?? (xtensa === undefined ? 'r' : 'a')
      const read = readRow(line, indent, text, row[0].length, Number(gpr ?? mips ?? parisc ?? xtensa ?? 0), letter)
      // openrisc names every one in powerpc's words.
      return read ?? (gpr === undefined ? null : readPairs(line, indent, text))
    }
    if (!text.includes(':') && !text.includes('=')) return readUnmarked(line, indent, text)
    return readPairs(line, indent, text)
  }
  if (before === undefined || text.length < 67) return null
  const number = /^r(\d{1,2})$/.exec(before.name)?.[1]
  return number === undefined || Number(number) % 4 !== 3 ? null : readRow(line, indent, text, 0, Number(number) + 1)
}
