import type { Report } from '../../shared/model/report.ts'
import { parseHex } from './hex.ts'

/** The address that the kernel says was refused, and how it says so. */
export type FaultAddress = {
  /** `page`: the MMU refused it; `canonical`: the CPU did, before the MMU; `checker`: KASAN or KFENCE did. */
  readonly kind: 'page' | 'canonical' | 'checker'
  /** Null for a general protection fault whose header names no address. */
  readonly address: bigint | null
  readonly line: number
}

/** arch/<arch>/mm/fault.c: the sentence that each architecture starts an oops for memory with. */
const pagePattern =
  /(?:NULL pointer dereference|paging request|page fault|translation fault|kernel data access|instruction fetch|user memory|unreadable memory|read-only memory|non-executable memory|virtual kernel address space)\b[^0-9]{0,80}?(?:address:? |\bat |request )(?:virtual address )?(?:0x)?([0-9a-f]{8,16}\b| {0,16}\(null\))/i

const canonicalPattern =
  /general protection fault(?:, (?:probably|maybe) for (?:non-canonical )?address 0x([0-9a-f]{1,16}))?/

const checkerPattern =
  /^(?:(?:Read|Write) of size \d{1,6} at addr |(?:Out-of-bounds|Use-after-free|Invalid) (?:read|write) at 0x)([0-9a-f]{8,16})\b/

/** The first sentence of the report that names a refused address. */
export const faultAddressOf = (report: Report): FaultAddress | null => {
  for (const { line, kind, repeat, text } of report.lines) {
    if (repeat || kind === 'context' || kind === 'frame' || kind === 'register' || text.length > 400) continue
    const checked = checkerPattern.exec(text.trim())
    if (checked?.[1] !== undefined) return { kind: 'checker', address: parseHex(checked[1]), line }
    const page = pagePattern.exec(text)
    // %p of old kernels.
    if (page?.[1]?.endsWith('(null)') === true) return { kind: 'page', address: 0n, line }
    if (page?.[1] !== undefined) return { kind: 'page', address: parseHex(page[1]), line }
    const canonical = canonicalPattern.exec(text)
    if (canonical !== null) {
      const address = canonical[1] === undefined ? null : parseHex(canonical[1])
      return { kind: 'canonical', address, line }
    }
  }
  return null
}
