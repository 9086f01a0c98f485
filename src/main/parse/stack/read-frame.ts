import type { Frame, Source } from '../../../shared/model/frame.ts'
import type { Line } from '../lines/line.ts'
import { partOf, spanOf } from '../lines/place.ts'
import { readDecoded } from './read-decoded.ts'
import { hexDigit, inFile, isOf, isSymbol, readSource, readSymbol } from './symbol.ts'

const noneInlined: Frame['inlined'] = []

/** Names of modules may start with a digit, as that of VLANs does, but are no numbers: `[8021q]`, not `[1234]`. */
const modulePattern = /^\[(?!\d{1,20}[\] ])(\w[\w-]{0,63})(?: ([0-9a-f]{8,64}))?\](?:\)?$| )/

/** scripts/decode_stacktrace.sh takes the brackets off where it has no symbols of the module. */
const isDecodedModule = (text: string): boolean => /^(?!\d{1,20}$)[a-z\d][\w-]{0,63}$/.test(text)

const noTail = { module: null, buildId: null, source: null, unreliable: false, clean: true } as const

/** What may follow a symbol: module with build id, source, `(unreliable)`, marks of ftrace. */
const readTail = (
  text: string,
  from: number
): {
  readonly module: string | null
  readonly buildId: string | null
  readonly source: Source | null
  readonly unreliable: boolean
  readonly clean: boolean
} => {
  if (from >= text.length) return noTail
  const first = text.charCodeAt(from + 1)
  if (text.charCodeAt(from) === 32 && isOf(first, inFile)) {
    const source = readSource(text, from + 1)
    if (source !== null) return { module: null, buildId: null, source, unreliable: false, clean: true }
  }
  let rest = text.slice(from).trim()
  let module: string | null = null
  let buildId: string | null = null
  const inModule = rest.charCodeAt(0) === 91 ? modulePattern.exec(rest) : null
  if (inModule !== null) {
    module = inModule[1] ?? null
    buildId = inModule[2] ?? null
    rest = rest.slice(inModule[0].length).trim()
  }
  const unreliable = rest.startsWith('(unreliable)')
  if (unreliable) rest = rest.slice(12).trim()
  // Marks after a frame: powerpc's `(unreliable)`, arm64's `(P)`, `(L)`, `(T)`: arch/arm64/kernel/stacktrace.c.
  if (rest.charCodeAt(0) === 40) rest = rest.replace(/^\([A-Z]{1,4}\) ?/, '')
  const source = readSource(rest)
  if (module === null && isDecodedModule(rest)) module = rest
  return {
    module,
    buildId,
    source,
    unreliable,
    clean: rest === '' || source !== null || rest.startsWith('(discriminator') || isDecodedModule(rest)
  }
}

/**
 * Absolute addresses in front: `[<ffffffff81234567>]`, `[c000000002a3][c000000000b4]`, `([<00123>]`, `[ffff..]`; in xmon's
 * words `[c000000002a3] c000000000b4`; and what a page on the web leaves of one, `[]`.
 */
const addresses =
  /^\(?(?:\[(?:<?(?:([0-9a-fA-F]{4,16})|\((?:____)?ptrval(?:____)?\))>?)?\] ?\(?)(?:\[<?([0-9a-fA-F]{4,16})>?\] ?|([0-9a-f]{8,16}) (?=[A-Za-z_.]))?/

/** The stack and the address of powerpc's frames, where something took their brackets off. */
const bareAddresses = /^[0-9a-f]{16} ([0-9a-f]{16}) (?=[A-Za-z_.])/

const inlineMark = '[inline]'

/** A function the symbolizer found inlined: `f fs/a.c:12 [inline]`. */
export const readInlineFrame = (line: Line): { readonly function: string; readonly source: Source | null } | null => {
  const text = line.text.trim()
  if (text.charCodeAt(text.length - 1) !== 93 || !text.endsWith(inlineMark)) return null
  const body = text.slice(0, -inlineMark.length).trim()
  const blank = body.lastIndexOf(' ')
  if (blank <= 0) return null
  const source = readSource(body.slice(blank + 1))
  if (source === null) return null
  let name = body.slice(0, blank).trim()
  // kmemleak prints the address in front, and a symbolizer keeps it.
  if (name.charCodeAt(0) === 91) name = name.replace(addresses, '')
  if (name.startsWith('? ')) name = name.slice(2)
  return isSymbol(name, 0, name.length, true) ? { function: name, source } : null
}

/** Unwinder of 32-bit arm (arch/arm/kernel/traps.c, dump_backtrace_entry): callee, then the caller it returns to. */
const armFrame =
  /^(?:\[(?:<[0-9a-f]{8}>)?\] ?)?\(?([A-Za-z_][\w.$]{0,255})(?:\+0x([0-9a-f]{1,8})\/0x([0-9a-f]{1,8}))?(?: \[([\w-]{1,63})\])?\)? from (?:\[(?:<([0-9a-f]{8})>)?\] ?)?\(?([A-Za-z_0-9][\w.$]{0,255})/

/** The caller that a frame of the arm unwinder names behind `from`: the last such line of a trace tells it alone. */
export const readArmCaller = (line: Line): Frame | null => {
  const from = line.text.indexOf(' from ')
  if (from < 0) return null
  const at = from + 6
  return readFrame({ ...line, text: line.text.slice(at), textByte: line.textByte < 0 ? -1 : line.textByte + at })
}

const stackMark = /^<<?\/?[#A-Z]{2,6}>/

const readArmFrame = (line: Line, start: number): Frame | null => {
  if (!line.text.includes(' from ', start)) return null
  const match = armFrame.exec(line.text.slice(start))
  if (match?.[1] === undefined) return null
  return {
    function: match[1],
    offset: match[2] === undefined ? null : Number.parseInt(match[2], 16),
    size: match[3] === undefined ? null : Number.parseInt(match[3], 16),
    module: match[4] ?? null,
    buildId: null,
    source: null,
    address: match[5] ?? null,
    reliable: true,
    inlined: noneInlined,
    span: spanOf(line)
  }
}

/** A line of a call trace, or null where it is none. */
export const readFrame = (line: Line): Frame | null => {
  const text = line.text
  let start = 0
  while (start < text.length && (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9)) start += 1
  // Nothing in front of a symbol holds a plus.
  const plus = text.indexOf('+0x', start)
  if (plus < 0 && text.charCodeAt(start) !== 91) return readDecoded(line, start)
  if (plus < 0) return readArmFrame(line, start)
  const begin = start
  // Before 4.9 the mark of a stack stood in front of its first frame: ` <IRQ>  [<ffffffff81000000>] f+0x1/0x2`.
  if (text.charCodeAt(start) === 60 && stackMark.test(text.slice(start, start + 10))) {
    start = text.indexOf('>', start) + 1
    while (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 62) start += 1
  }
  let address: string | null = null
  const first = text.charCodeAt(start)
  if (first === 91 || first === 40) {
    const match = addresses.exec(text.slice(start, start + 80))
    if (match === null) {
      if (first !== 40) return readArmFrame(line, begin)
      start += 1
    } else {
      // powerpc has the stack first.
      address = match[2] ?? match[3] ?? match[1] ?? null
      start += match[0].length
    }
  } else if (plus > start + 33 && hexDigit(first) >= 0) {
    const match = bareAddresses.exec(text.slice(start, start + 40))
    if (match !== null) {
      address = match[1] ?? null
      start += match[0].length
    }
  }
  while (text.charCodeAt(start) === 32) start += 1
  let reliable = true
  if (text.charCodeAt(start) === 63 && text.charCodeAt(start + 1) === 32) {
    // Where an interrupt ended is what it interrupted: its registers say so.
    reliable = text.includes('<EOI>')
    start += 2
  }
  if (text.charCodeAt(start) === 40) start += 1
  // `:module:function+0x1/0x2` of 2.4 and early 2.6 kernels.
  let oldModule: string | null = null
  const old = text.charCodeAt(start) === 58 ? /^:([\w-]{1,63}):/.exec(text.slice(start, start + 70)) : null
  if (old !== null) {
    oldModule = old[1] ?? null
    start += old[0].length
  }
  const symbol = readSymbol(text, start, plus)
  if (symbol === null) return readArmFrame(line, begin)
  const end = text.charCodeAt(symbol.end) === 41 ? symbol.end + 1 : symbol.end
  const tail = readTail(text, end)
  if (!tail.clean) return readArmFrame(line, begin)
  return {
    function: symbol.function,
    offset: symbol.offset,
    size: symbol.size,
    module: tail.module ?? oldModule,
    buildId: tail.buildId,
    source: tail.source,
    address,
    reliable: reliable && !tail.unreliable,
    inlined: noneInlined,
    span: spanOf(line)
  }
}

/** A row of sparc's older trace: `Caller[0000000000427d90]: f+0x30/0x200` (arch/sparc/kernel/traps_64.c, die_if_kernel). */
export const readCaller = (line: Line): Frame | null => {
  const colon = line.text.indexOf(']: ')
  if (colon < 0) return null
  const at = colon + 3
  return readFrame({ ...line, text: line.text.slice(at), textByte: line.textByte < 0 ? -1 : line.textByte + at })
}

/** A symbol anywhere in a message: `... in f+0x1/0x2 fs/a.c:12`, `RIP: 0010:f+0x1/0x2`. */
export const readSymbolFrame = (line: Line, from: number): Frame | null => {
  // The symbol may stand behind addresses: `RIP: 0010:[<ffffffff81>] f+0x1/0x2`, `NIP [c000000000123456] f+0x1/0x2`.
  const plus = line.text.indexOf('+0x', from)
  const bracket = line.text.lastIndexOf('] ', plus)
  let start = bracket >= from ? bracket + 2 : from
  // Or behind plain addresses and in brackets: `ERA: 9000000003059644 f+0x1/0x2`, `PSW : 0704c 30 (f+0x1/0x2)`, `TPC: <f+0x1/0x2>`.
  const bare = /^(?:(?:0x)?[0-9a-f]{8,16}:? {1,3}){0,2}[(<]?(?=[A-Za-z_$.][\w$.]{0,255}\+0x)/.exec(
    line.text.slice(start).trimStart()
  )
  while (line.text.charCodeAt(start) === 32) start += 1
  if (bare !== null) start += bare[0].length
  const symbol = readSymbol(line.text, start, line.text.indexOf('+0x', start))
  if (symbol === null) return readDecoded(line, start)
  const tail = readTail(line.text.slice(symbol.end).replace(/^[)\]>]/, ''), 0)
  return {
    function: symbol.function,
    offset: symbol.offset,
    size: symbol.size,
    module: tail.module,
    buildId: tail.buildId,
    source: tail.source,
    address: null,
    reliable: true,
    inlined: noneInlined,
    span: partOf(line, start, line.text.trimEnd().length)
  }
}
