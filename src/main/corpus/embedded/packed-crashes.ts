import type { Crash, Range } from '../../cluster/rule.ts'
import { unpackFingerprint } from './fingerprint-bytes.ts'

/** What a row of `unit` says of its crash. */
export type CrashRow = {
  readonly number: number
  readonly fingerprint: Uint8Array
  readonly first_day: number | null
  readonly last_day: number | null
  readonly first_kernel: number | null
  readonly last_kernel: number | null
}

/** Crashes by number, as small as may be: some 30 bytes and the packed fingerprint each. */
export type PackedCrashes = {
  readonly set: (row: CrashRow) => void
  readonly get: (unit: number) => Crash | null
  /** Whether a crash with this very fingerprint is there. */
  readonly holds: (unit: number, fingerprint: Uint8Array) => boolean
  readonly drop: (unit: number) => void
}

const pageBytes = 1024 * 1024
/** Page, offset, length, and the four ends. A length of 0 means none is there. */
const slots = 7
const none = -0x80000000

const rangeOf = (first: number, last: number): Range | null => (first === none || last === none ? null : [first, last])

export const createPackedCrashes = (termText: (number: number) => string): PackedCrashes => {
  const pages: Uint8Array[] = []
  let used = pageBytes
  let table = new Int32Array(slots * 1024)

  /** Where `bytes` are put; what stood there before is left behind. */
  const store = (bytes: Uint8Array): readonly [page: number, offset: number] => {
    if (used + bytes.length > pageBytes) {
      pages.push(new Uint8Array(Math.max(pageBytes, bytes.length)))
      used = 0
    }
    const offset = used
    pages.at(-1)?.set(bytes, offset)
    used += bytes.length
    return [pages.length - 1, offset]
  }

  return {
    set: (row) => {
      const at = row.number * slots
      if (at + slots > table.length) {
        const larger = new Int32Array(Math.max(table.length * 2, at + slots))
        larger.set(table)
        table = larger
      }
      // A unit that is dated anew keeps its fingerprint.
      const [page, offset] =
        table[at + 2] === row.fingerprint.length ? [table[at] ?? 0, table[at + 1] ?? 0] : store(row.fingerprint)
      const ends = [row.first_day, row.last_day, row.first_kernel, row.last_kernel].map((end) => end ?? none)
      table.set([page, offset, row.fingerprint.length, ...ends], at)
      pages[page]?.set(row.fingerprint, offset)
    },
    get: (unit) => {
      const at = unit * slots
      const [page = 0, offset = 0, length = 0, first = none, last = none, firstKernel = none, lastKernel = none] =
        table.subarray(at, at + slots)
      const bytes = pages[page]
      if (length === 0 || bytes === undefined) return null
      return {
        fingerprint: unpackFingerprint(bytes.subarray(offset, offset + length), termText),
        seen: rangeOf(first, last),
        kernels: rangeOf(firstKernel, lastKernel)
      }
    },
    holds: (unit, fingerprint) => {
      const [page = 0, offset = 0, length = 0] = table.subarray(unit * slots, unit * slots + 3)
      const bytes = length === 0 ? undefined : pages[page]?.subarray(offset, offset + length)
      return bytes !== undefined && Buffer.compare(bytes, fingerprint) === 0
    },
    drop: (unit) => {
      const at = unit * slots
      if (at < table.length) table.fill(0, at, at + slots)
    }
  }
}
