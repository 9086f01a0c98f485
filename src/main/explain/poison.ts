import type { Architecture } from '../../shared/model/crash-kind.ts'

/** A number that the kernel writes on purpose, so that it can be recognised. */
export type Poison = {
  readonly name: string
  readonly meaning: string
  /** What is added to it in the value at hand, such as the offset of a field. */
  readonly offset: bigint
  /** The value repeats one byte. */
  readonly repeated: boolean
}

type Pattern = { readonly value: bigint; readonly name: string; readonly meaning: string }

/** include/linux/poison.h: pointers that are not to be followed, without CONFIG_ILLEGAL_POINTER_VALUE. */
const pointers: readonly Pattern[] = [
  { value: 0x100n, name: 'LIST_POISON1', meaning: 'list_del() leaves it in the next pointer of a removed entry' },
  { value: 0x122n, name: 'LIST_POISON2', meaning: 'list_del() leaves it in the prev pointer of a removed entry' },
  { value: 0x200n, name: 'LIST_POISON2', meaning: 'list_del() leaves it in the prev pointer of a removed entry' },
  { value: 0x100100n, name: 'LIST_POISON1', meaning: 'list_del() leaves it in the next pointer of a removed entry' },
  { value: 0x200200n, name: 'LIST_POISON2', meaning: 'list_del() leaves it in the prev pointer of a removed entry' },
  { value: 0x300n, name: 'TIMER_ENTRY_STATIC', meaning: 'marks a timer that was set up at compile time' },
  { value: 0x400n, name: 'TAIL_MAPPING', meaning: 'page->mapping of a tail page' },
  { value: 0x500n, name: 'MUTEX_POISON_WW_CTX', meaning: 'the acquire context of a lock that was let go' },
  { value: 0x801n, name: 'NET_PTR_POISON', meaning: 'a network pointer that may no longer be followed' }
]

/** CONFIG_ILLEGAL_POINTER_VALUE of the architectures that set it. */
const deltas: Readonly<Partial<Record<Architecture, bigint>>> = {
  x86_64: 0xdead000000000000n,
  arm64: 0xdead000000000000n,
  riscv64: 0xdead000000000000n,
  s390x: 0xdead000000000000n,
  powerpc: 0x5deadbeef0000000n
}

const bytes: readonly { readonly byte: bigint; readonly name: string; readonly meaning: string }[] = [
  { byte: 0x6bn, name: 'POISON_FREE', meaning: 'slab debugging fills freed objects with 0x6b: use after free' },
  { byte: 0x5an, name: 'POISON_INUSE', meaning: 'slab debugging fills new objects with 0x5a: never initialised' },
  { byte: 0xa5n, name: 'POISON_END', meaning: 'slab debugging ends a poisoned object with 0xa5' },
  { byte: 0xbbn, name: 'SLUB_RED_INACTIVE', meaning: 'the red zone of a freed object is filled with 0xbb' },
  {
    byte: 0xccn,
    name: 'SLUB_RED_ACTIVE',
    meaning: 'red zones of live objects and freed init memory are filled with 0xcc'
  },
  {
    byte: 0xaan,
    name: 'PAGE_POISON',
    meaning: 'freed pages, and automatic variables under INIT_STACK_ALL_PATTERN, are filled with 0xaa'
  },
  { byte: 0xa7n, name: 'POOL_POISON_FREED', meaning: 'the DMA pool fills freed blocks with 0xa7' },
  { byte: 0x5bn, name: 'JBD_POISON_FREE', meaning: 'jbd fills freed journal heads with 0x5b' },
  { byte: 0x5cn, name: 'JBD2_POISON_FREE', meaning: 'jbd2 fills freed journal heads with 0x5c' },
  { byte: 0x6cn, name: 'FLEX_ARRAY_FREE', meaning: 'freed parts of flexible arrays are filled with 0x6c' },
  { byte: 0xbdn, name: 'KEY_DESTROY', meaning: 'destroyed keys are filled with 0xbd' }
]

const magics: readonly Pattern[] = [
  { value: 0x57ac6e9dn, name: 'STACK_END_MAGIC', meaning: 'stands at the end of every kernel stack' },
  { value: 0xdead4eadn, name: 'SPINLOCK_MAGIC', meaning: 'stands in every valid spinlock' },
  { value: 0xdeaf1eedn, name: 'RWLOCK_MAGIC', meaning: 'stands in every valid rwlock' },
  { value: 0x09f911029d74e35bn, name: 'RED_MAGIC', meaning: 'the red zone of a live SLAB object' },
  { value: 0xd84156c5635688c0n, name: 'RED_INACTIVE', meaning: 'the red zone of a free SLAB object' },
  { value: 0xffffffffffff4111n, name: 'STACKLEAK_POISON', meaning: 'a part of the stack that was cleared after use' }
]

/** Fields lie within a page of the poisoned pointer they are reached through. */
const reach = 0x1000n

const near = (value: bigint, pattern: bigint): bigint | null => {
  const offset = value - pattern
  return offset > -reach && offset < reach ? offset : null
}

const repeated = (byte: bigint, size: number): bigint => {
  let value = 0n
  for (let at = 0; at < size; at++) value = (value << 8n) | byte
  return value
}

/** Full-width patterns only: a small number that looks like a poison on a 32-bit machine proves nothing by itself. */
export const poisonOf = (value: bigint, architecture: Architecture, bits: 32 | 64): Poison | null => {
  const exact = magics.find((magic) => magic.value === value)
  if (exact !== undefined) return { name: exact.name, meaning: exact.meaning, offset: 0n, repeated: false }
  // A structure that is read at a wrong place gives the magic with its neighbour.
  const upper = bits === 64 && value > 0xffffffffn && (value & 0xffffffffn) === 0n ? value >> 32n : null
  const half = magics.find((magic) => magic.value === upper)
  if (half !== undefined)
    return { name: `${half.name} in the upper half`, meaning: half.meaning, offset: 0n, repeated: false }
  const delta = bits === 64 ? deltas[architecture] : undefined
  if (delta !== undefined && value > delta - reach && value < delta + 0x210000n) {
    let best: Poison | null = null
    for (const pointer of pointers) {
      const offset = near(value, delta + pointer.value)
      const size = offset === null ? reach : offset < 0n ? -offset : offset
      const bestSize = best === null ? reach : best.offset < 0n ? -best.offset : best.offset
      if (offset !== null && size < bestSize)
        best = { name: pointer.name, meaning: pointer.meaning, offset, repeated: false }
    }
    if (best !== null) return best
  }
  for (const { byte, name, meaning } of bytes) {
    const offset = near(value, repeated(byte, bits / 8))
    if (offset !== null) return { name, meaning, offset, repeated: true }
  }
  const word = bits === 64 ? bytes.find(({ byte }) => value === repeated(byte, 4)) : undefined
  return word === undefined ? null : { name: word.name, meaning: word.meaning, offset: 0n, repeated: true }
}

/** LIST_POISON1 and 2 of a 32-bit kernel, for a pointer that was followed; nothing is added to them there. */
export const smallListPoison = (value: bigint): Poison | null => {
  const pattern = pointers.find((pointer) => pointer.value === value && pointer.name.startsWith('LIST_'))
  return pattern === undefined ? null : { name: pattern.name, meaning: pattern.meaning, offset: 0n, repeated: false }
}
