import type { Facts } from '../../../shared/model/facts.ts'
import type { Line } from '../lines/line.ts'
import { spanOf } from '../lines/place.ts'

type Access = NonNullable<Facts['access']>['value']
type Direction = Access['direction']

/** KASAN (mm/kasan/report.c): `Write of size 8 at addr ffff888012345678 by task cat/12`; before 4.11 without the address. */
const sized =
  /^(Read|Write|read|write|Free) of (?:size (\d{1,10})(?: at addr (?:0x)?([0-9a-f]{1,16}))?|addr (?:0x)?([0-9a-f]{8,16}))/
/** Tag-based KASAN: `Read at addr f7ff000012345678 by task cat/12`. */
const tagged = /^(Read|Write) at addr (?:0x)?([0-9a-f]{1,16})/
/** KASAN of 4.x, in the header: `BUG: KASAN: use-after-free in f+0x1/0x2 at addr ffff8800`; and invalid frees. */
const kasanHeader = /^(?:BUG: )?(?:KASAN|KFENCE): .{1,300} at addr ([0-9a-f]{8,16})/
/** KFENCE (mm/kfence/report.c): `Use-after-free read at 0xffff8880 (in kfence-#24):`. */
const kfence = /^(?:Out-of-bounds|Use-after-free|Invalid) (read|write|free)(?: (?:at|of)|) 0x([0-9a-f]{1,16})/
/** KCSAN and KMSAN tell the size elsewhere; KMSAN: `Memory access of size 16 starts at ffff888012345678`. */
const kmsan = /^Memory access of size (\d{1,10}) starts at (?:0x)?([0-9a-f]{1,16})/
const inHeader =
  /(?:paging request at|NULL pointer dereference at|NULL pointer dereference, address:|page fault for address:|access to user memory outside uaccess routines at|user data access at|bad access at|kernel access at)(?: virtual address)?[: ]{0,16}(?:0x)?([0-9a-f]{4,16}|\(null\)|\(ptrval\))(?: when (read|write|execute))?/
/** powerpc (arch/powerpc/mm/fault.c): `BUG: Unable to handle kernel data access on write at 0xc000000000000008`. */
const powerpc =
  /(?:(data access|instruction fetch)|NULL pointer dereference)(?: on (read|write))? at (?:address )?0x([0-9a-f]{4,16})/
const powerpcOld =
  /paging request for (data|instruction fetch) at address 0x([0-9a-f]{4,16})|paging request for (instruction fetch|data)/
/** s390 (arch/s390/mm/fault.c): `Failing address: 0000000000000000 TEID: 0000000000000483`. */
const s390 = /^Failing address: ([0-9a-f]{8,16})/
/** Words without which no line of an oops names an address. */
const inWords = / access|dereference| fault| paging /
const nonCanonical = /non-canonical address 0x([0-9a-f]{8,16})/
/** x86 (arch/x86/mm/fault.c, show_fault_oops): `#PF: supervisor write access in kernel mode`. */
const fault = /^#PF: \w{1,16} (read|write|instruction fetch)/
/** 4.20 to 5.0: `#PF error: [PROT] [WRITE]`, `#PF error: [normal kernel read fault]`. */
const oldFault = /^#PF error: .{0,60}(normal kernel read|WRITE|INSTR)/
/** arm64 (arch/arm64/mm/fault.c, data_abort_decode): write, not read. */
const writeNotRead = /\bWnR = ([01])/
/** usercopy (mm/usercopy.c): `Kernel memory exposure attempt detected from SLUB object 'x' (offset 0, size 64)!`. */
const usercopy = /Kernel memory (exposure|overwrite) attempt detected .{0,200}size (\d{1,10})\)/

const directions: Readonly<Record<string, Direction>> = {
  read: 'read',
  write: 'write',
  free: 'free',
  execute: 'execute',
  'instruction fetch': 'execute',
  exposure: 'read',
  overwrite: 'write',
  'normal kernel read': 'read',
  instr: 'execute',
  '1': 'write',
  '0': 'read'
}

const direction = (word: string | undefined): Direction => directions[word?.toLowerCase() ?? ''] ?? 'unknown'

/** `%p` prints a null pointer in words, and hides an address before it can be hashed (lib/vsprintf.c). */
const printedAddress = (digits: string | undefined): string | null => {
  if (digits === undefined || digits === '(ptrval)') return null
  return digits === '(null)' ? '0' : digits
}

const bytes = (digits: string | undefined): number | null => {
  const value = Number(digits)
  return digits !== undefined && value > 0 && Number.isSafeInteger(value) ? value : null
}

/** The parts of an access that one line tells. */
const partOfAccess = (text: string): Partial<Access> | null => {
  switch (text.charCodeAt(0)) {
    case 35: {
      const match = fault.exec(text) ?? oldFault.exec(text)
      return match === null ? null : { direction: direction(match[1]) }
    }
    case 67: {
      const match = text.includes('WnR = ') ? writeNotRead.exec(text) : null
      if (match !== null) return { direction: direction(match[1]) }
      break
    }
    case 77: {
      const match = kmsan.exec(text)
      if (match !== null) return { size: bytes(match[1]), address: match[2] ?? null }
      break
    }
    case 70:
    case 82:
    case 87:
    case 114:
    case 119: {
      const size = sized.exec(text)
      if (size !== null)
        return { direction: direction(size[1]), size: bytes(size[2]), address: size[3] ?? size[4] ?? null }
      const tag = tagged.exec(text)
      if (tag !== null) return { direction: direction(tag[1]), address: tag[2] ?? null }
      const failing = s390.exec(text)
      if (failing !== null) return { address: failing[1] ?? null }
      break
    }
    case 73:
    case 79:
    case 85: {
      const fenced = kfence.exec(text)
      if (fenced !== null) return { direction: direction(fenced[1]), address: fenced[2] ?? null }
      break
    }
    default:
  }
  if (text.length > 500) return null
  if (inWords.test(text)) {
    const power = powerpc.exec(text)
    if (power !== null) {
      return {
        direction: power[1] === 'instruction fetch' ? 'execute' : direction(power[2]),
        address: power[3] ?? null
      }
    }
    const old = powerpcOld.exec(text)
    if (old !== null) {
      const what = old[1] ?? old[3]
      return { ...(what === 'data' ? {} : { direction: 'execute' as const }), address: old[2] ?? null }
    }
    const header = inHeader.exec(text)
    if (header !== null)
      return {
        address: printedAddress(header[1]),
        ...(header[2] === undefined ? {} : { direction: direction(header[2]) })
      }
  }
  if (text.includes('non-canonical')) {
    const odd = nonCanonical.exec(text)
    if (odd !== null) return { address: odd[1] ?? null }
  }
  const kasan = text.includes(' at addr ') ? kasanHeader.exec(text) : null
  if (kasan !== null) return { address: kasan[1] ?? null }
  if (text.includes('Kernel memory ')) {
    const copy = usercopy.exec(text)
    if (copy !== null) return { direction: direction(copy[1]), size: bytes(copy[2]) }
  }
  return null
}

/** What a line says about the refused memory access; the parts found on later lines fill what is missing. */
export const readAccess = (line: Line, before: Facts['access']): Facts['access'] => {
  const part = partOfAccess(line.text.trim())
  if (part === null) return before
  const old = before?.value
  return {
    value: {
      direction: old === undefined || old.direction === 'unknown' ? (part.direction ?? 'unknown') : old.direction,
      size: old?.size ?? part.size ?? null,
      address: old?.address ?? part.address ?? null
    },
    span: before?.span ?? spanOf(line)
  }
}
