import { addressHex } from '../hex.ts'
import { plural, userOfAllocator, type Reading } from '../reading.ts'
import type { Family, Said } from './family.ts'

const firstPage = 0x1000n

const directionOf = ({ report }: Reading): string => {
  const direction = report.facts.access?.value.direction
  return direction === 'read' || direction === 'write' || direction === 'execute' ? direction : ''
}

/** The memory access that an oops of the MMU or the CPU's protection is about. */
export const memoryFault: Family = (reading) => {
  const { fault, header } = reading
  if (fault === null || header === null || fault.found.kind === 'checker') return null
  if (/^(?:BUG: KASAN|BUG: KFENCE|WARNING|kernel BUG|UBSAN)/.test(header.text)) return null
  const lines = [header.line, ...fault.lines]
  const { address, last, found, pointer } = fault
  const origin = fault.origin === null || pointer === null ? fault.origin : `${fault.origin} (${pointer})`
  const said = (what: string): Said => ({ what, lines, place: 'trap' })
  if (address === null) return said('general protection fault')
  const where = `${addressHex(address)}${last === null ? '' : ` to ${addressHex(last)}`}`
  if (pointer?.startsWith('-') === true && origin !== null) return said(`error pointer dereference: ${origin}`)
  if (address < firstPage)
    return said(
      `NULL pointer dereference: ${origin ?? `${fault.fetched ? 'code was to run at ' : ''}address ${where}`}`
    )
  const direction = directionOf(reading)
  const jumped = fault.fetched || direction === 'execute'
  const done = direction === '' ? 'access to' : `${direction} at`
  const access = jumped ? 'jump to' : done
  const from = origin === null ? '' : `, ${origin}`
  return found.kind === 'canonical'
    ? said(`general protection fault: address ${where}${from}`)
    : said(`page fault: ${access} ${where}${from}`)
}

type Trap = { readonly pattern: RegExp; readonly what: (parts: readonly string[]) => string }

/** arch/x86/kernel/traps.c and dumpstack.c, arch/arm64/kernel/traps.c, arch/arm/mm/fault.c. */
const traps: readonly Trap[] = [
  { pattern: /\bdivide[_ ]error\b/, what: () => 'division error' },
  { pattern: /\bint3: /, what: () => 'int3 breakpoint in kernel code' },
  { pattern: /\binvalid opcode: /, what: () => 'invalid opcode' },
  { pattern: /\bstack segment: /, what: () => 'stack segment fault' },
  { pattern: /\bPANIC: double fault\b/, what: () => 'double fault' },
  {
    pattern:
      /\b(?:kernel )?stack guard page was hit\b|\bInsufficient stack space to handle exception|\bkernel stack overflow\b/,
    what: () => 'kernel stack overflow'
  },
  { pattern: /\bKernel mode fault at addr 0x([0-9a-f]{1,16})/, what: ([address]) => `fault at address 0x${address}` },
  { pattern: /\bInternal error: ([^[]{1,80}?)(?:: [0-9a-f]+)? \[#/, what: ([text]) => `internal error: ${text}` },
  {
    pattern: /\bUnhandled fault: ([^(]{1,80}) \(0x[0-9a-f]+\) at (0x[0-9a-f]+)/,
    what: ([text, address]) => `unhandled fault: ${text}, address ${address}`
  }
]

export const otherTrap: Family = ({ header }) => {
  if (header === null) return null
  for (const { pattern, what } of traps) {
    const match = pattern.exec(header.text)
    if (match !== null) return { what: what(match.slice(1)), lines: [header.line], place: 'trap' }
  }
  return null
}

/** lib/bug.c: `kernel BUG at fs/inode.c:619!`. */
export const bugOn: Family = ({ header }) => {
  const match = /\b[kK]ernel BUG at ([^\s!]{1,200}?)!?$/.exec(header?.text ?? '')
  return header === null || match === null
    ? null
    : { what: `kernel BUG at ${match[1]}`, lines: [header.line], place: 'trap' }
}

/** kernel/panic.c, __warn: `WARNING: CPU: 0 PID: 1 at f.c:10 f+0x1/0x2`, since 6.18 `WARNING: f.c:10 at f+0x1/0x2, CPU#0: cat/1`. */
const warningAt = /\bWARNING: (?:(?:CPU: \d+ )?PID: \d+ at ([^\s]{1,200}:\d+)|([^\s]{1,200}:\d+) at )/

export const warning: Family = (reading) => {
  const { header, report } = reading
  const match = warningAt.exec(header?.text ?? '')
  if (header === null || match === null) return null
  // The message of WARN() stands between the cut line and the header, or right below the header.
  const at = report.lines.findIndex(({ line }) => line === header.line)
  const above = report.lines.slice(Math.max(0, at - 3), at)
  const cut = above.findLastIndex(({ text }) => text.includes('[ cut here ]'))
  const next = report.lines[at + 1]
  const message =
    (cut < 0 ? undefined : above.slice(cut + 1).find(({ text }) => text.trim() !== '')) ??
    (next?.kind === 'detail' ? next : undefined)
  const text = message?.text.trim().slice(0, 200) ?? ''
  return {
    what: `WARNING at ${match[1] ?? match[2]}${text === '' ? '' : `: ${text.replace(/[:.]$/, '')}`}`,
    lines: [header.line, ...(message === undefined ? [] : [message.line])],
    place: 'trap'
  }
}

/** kernel/panic.c: the panic is the crash itself, nothing came before. */
export const panic: Family = ({ header }) => {
  const match = /Kernel panic - not syncing: (.{1,200})$/.exec(header?.text ?? '')
  return header === null || match === null
    ? null
    : { what: `kernel panic: ${match[1]?.trim()}`, lines: [header.line], place: 'title' }
}

/** lib/list_debug.c: what the links of a list should have been, and were. */
export const listCorruption: Family = ({ header, find }) => {
  const found = /^list_(?:add|del) corruption/.test(header?.text ?? '') ? header : find(/^list_(?:add|del) corruption/)
  if (found === null || found.line !== header?.line) return null
  return { what: found.text.slice(0, 200), lines: [found.line], place: 'trap' }
}

/** mm/kmemleak.c: `unreferenced object 0xffff888101234500 (size 128):` and `comm "cat", pid 1, jiffies 4294944712`. */
export const leak: Family = ({ header, find, report }) => {
  if (header === null || !header.text.startsWith('BUG: memory leak')) return null
  const object = find(/^unreferenced object (0x[0-9a-f]{1,16}) \(size (\d{1,12})\)/)
  const owner = find(/^comm "([^"]{0,40})", pid (\d{1,10})/)
  const size = object?.parts[1]
  return {
    what: `memory leak${size === undefined ? '' : `: ${plural(size, 'byte')} that nothing points to`}`,
    lines: [header.line, ...(object === null ? [] : [object.line])],
    place: userOfAllocator(report.stacks[0] ?? null) ?? 'title',
    task: owner === null || owner.parts[0] === undefined ? null : { name: owner.parts[0], line: owner.line }
  }
}
