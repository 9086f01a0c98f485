import { z } from 'zod'
import { list, record } from './record.ts'
import { found, spanSchema } from './span.ts'

/** All addresses here are hex digits without `0x`, as printed; sizes and offsets are bytes. */
const address = z.string()
const bytes = z.number().int().nonnegative()

/**
 * The object that the bad address belongs to. KASAN: `The buggy address belongs to the object at X which belongs to the
 * cache kmalloc-32 of size 32` (mm/kasan/report.c); KFENCE: `kfence-#24: 0xX-0xY, size=32, cache=kmalloc-32`
 * (mm/kfence/report.c); kmemleak: `unreferenced object 0xX (size 96):` (mm/kmemleak.c); SLUB: `Object 0xX @offset=64`
 * (mm/slub.c); a variable: `The buggy address belongs to the variable: f.x+0x0/0x20`.
 */
export const memoryObjectSchema = record({
  kind: z.enum(['slab', 'kfence', 'leak', 'variable', 'stack', 'mapping']),
  address: address.nullable(),
  size: bytes.nullable(),
  /** The slab cache: `kmalloc-32`. */
  cache: z.string().nullable(),
  /** The variable, the frame's function for a stack object, the KFENCE object's number `kfence-#24`. */
  name: z.string().nullable()
})
export type MemoryObject = z.infer<typeof memoryObjectSchema>

/** `The buggy address is located 24 bytes inside of freed 128-byte region [start, end)`. */
export const memoryPlaceSchema = record({
  offset: bytes,
  /** `left` is before the region's start, `right` beyond its end. */
  side: z.enum(['inside', 'left', 'right']),
  state: z.enum(['allocated', 'freed']).nullable(),
  start: address.nullable(),
  end: address.nullable(),
  /** Size of the region. */
  size: bytes.nullable()
})

/** A row of `Memory state around the buggy address`: one shadow byte for each granule (8 bytes; 16 with memory tags). */
export const shadowRowSchema = record({
  address,
  /** Two hex digits each. */
  bytes: list(z.string()),
  /** True for the row with `>`, that holds the bad address. */
  marked: z.boolean(),
  span: spanSchema
})

/** A row of raw memory: kmemleak's and SLUB's dumps. `part` is `Object`, `Redzone`, `Padding`, `Bytes b4`, or `` for a plain dump. */
export const memoryRowSchema = record({
  part: z.string(),
  address: address.nullable(),
  /** Two hex digits each. */
  bytes: list(z.string()),
  span: spanSchema
})

/** `page: refcount:1 mapcount:0 mapping:0000000000000000 index:0x0 pfn:0x25ed` and the lines below it (mm/debug.c, __dump_page). */
export const pageSchema = record({
  address: address.nullable(),
  refcount: z.number().int().nullable(),
  mapcount: z.number().int().nullable(),
  mapping: address.nullable(),
  /** Page offset in the mapping, hex. */
  index: z.string().nullable(),
  /** Page frame number, hex. */
  pfn: z.string().nullable(),
  /** Names of the flags set, and the like: `slab`, `head`, `node=0`, `zone=2`. */
  flags: found(list(z.string())).nullable(),
  /** `f5(slab)`. */
  type: found(z.string()).nullable(),
  /** `page dumped because: ` what. */
  reason: found(z.string()).nullable(),
  /** `page last allocated via order 0, migratetype Unmovable, gfp_mask ..., pid 5822` (mm/page_owner.c). */
  allocated: found(z.string()).nullable(),
  span: spanSchema
})
export type MemoryPage = z.infer<typeof pageSchema>

/** One of the two sides of a data race: `write to 0xX of 8 bytes by task 12 on cpu 0:` (kernel/kcsan/report.c). */
export const racingAccessSchema = record({
  /** `read`, `write`, `read-write`, `write (marked)`, `assert no writes`, as the kernel says it. */
  access: z.string(),
  address: address.nullable(),
  size: bytes.nullable(),
  /** Null where it was an interrupt. */
  pid: z.number().int().nonnegative().nullable(),
  cpu: z.number().int().nonnegative().nullable(),
  /** Index in the report's stacks. */
  stack: z.number().int().nonnegative().nullable(),
  span: spanSchema
})
export type RacingAccess = z.infer<typeof racingAccessSchema>

export const memorySchema = record({
  object: found(memoryObjectSchema).nullable(),
  place: found(memoryPlaceSchema).nullable(),
  /** Who allocated a leaked object: `comm "crane", pid 41, jiffies 4294942 (age 8.4s)` (mm/kmemleak.c, print_unreferenced). */
  owner: found(record({ command: z.string(), pid: z.number().int().nonnegative() })).nullable(),
  shadow: list(shadowRowSchema),
  /** Index of the bad granule in the marked row; null where it cannot be told. */
  shadowColumn: z.number().int().nonnegative().nullable(),
  pages: list(pageSchema),
  rows: list(memoryRowSchema),
  /** SLUB's first wrong byte: `0xX-0xY @offset=64. First byte 0x6c instead of 0x6b`. */
  overwritten: found(
    record({ start: address, end: address, byte: z.string().nullable(), expected: z.string().nullable() })
  ).nullable(),
  /** KMSAN's `Bytes 12-15 of 16 are uninitialized` (mm/kmsan/report.c); the last included. */
  uninitialized: found(record({ first: bytes, last: bytes, size: bytes })).nullable(),
  races: list(racingAccessSchema),
  /** KCSAN's `value changed: 0x0001 -> 0x0002`. */
  changed: found(record({ before: z.string(), after: z.string() })).nullable()
})
export type Memory = z.infer<typeof memorySchema>

export const noMemory: Memory = {
  object: null,
  place: null,
  owner: null,
  shadow: [],
  shadowColumn: null,
  pages: [],
  rows: [],
  overwritten: null,
  uninitialized: null,
  races: [],
  changed: null
}
