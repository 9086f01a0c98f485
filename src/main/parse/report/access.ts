import type { Facts } from '../../../shared/model/facts.ts'
import type { Line } from '../lines/line.ts'
import { spanOf } from '../lines/place.ts'

type Access = NonNullable<Facts['access']>['value']

const sized = /^(Read|Write|read|write) of size (\d{1,10}) (?:at addr (?:0x)?([0-9a-f]{1,16}))?/
const tagged = /^(Read|Write) at addr (?:0x)?([0-9a-f]{1,16})/
const inHeader =
  /(?:paging request at|NULL pointer dereference at|NULL pointer dereference, address:|page fault for address:|access to user memory outside uaccess routines at|bad access at)(?: virtual address)? ?(?:0x)?([0-9a-f]{4,16})/
const nonCanonical = /non-canonical address 0x([0-9a-f]{8,16})/
const fault = /^#PF: \w{1,16} (read|write|instruction fetch)/

const direction = (word: string | undefined): Access['direction'] => {
  if (word === 'instruction fetch') return 'execute'
  return word?.toLowerCase() === 'write' ? 'write' : 'read'
}

/** What a line says about the refused memory access; the parts found on later lines fill what is missing. */
export const readAccess = (line: Line, before: Facts['access']): Facts['access'] => {
  const merge = (part: Partial<Access>): Facts['access'] => {
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
  const text = line.text
  const size = sized.exec(text)
  if (size !== null) {
    const bytes = Number(size[2])
    return merge({ direction: direction(size[1]), size: bytes > 0 ? bytes : null, address: size[3] ?? null })
  }
  const tag = tagged.exec(text)
  if (tag !== null) return merge({ direction: direction(tag[1]), address: tag[2] ?? null })
  const kind = fault.exec(text)
  if (kind !== null) return merge({ direction: direction(kind[1]) })
  const address = inHeader.exec(text) ?? nonCanonical.exec(text)
  return address === null ? before : merge({ address: address[1] ?? null })
}
