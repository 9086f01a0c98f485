import type { Report } from '../../shared/model/report.ts'
import { parseHex } from './hex.ts'

/** What a report proves about how its kernel lays out addresses. */
export type Layout = {
  readonly architecture: Report['arch']
  readonly bits: 32 | 64
  /** Page-table levels of x86_64; null where nothing tells. */
  readonly levels: 4 | 5 | null
  /** The bases of the kernel's regions are those of the documentation: KASAN and nokaslr keep them from being moved. */
  readonly fixed: boolean
  readonly kasan: boolean
  /** Bits of a virtual address on arm64 (`swapper pgtable: 4k pages, 48-bit VAs`), where the kernel has today's halves. */
  readonly addressBits: number | null
  readonly stackPointer: bigint | null
}

const wide: ReadonlySet<Report['arch']> = new Set(['x86_64', 'arm64', 'riscv64', 's390x', 'loongarch'])

/** 5.4 moved the linear map of arm64 to the low half of kernel space. */
const hasHalvesOfToday = (kernel: string | null): boolean => {
  const match = /^(\d{1,2})\.(\d{1,3})/.exec(kernel ?? '')
  return match !== null && (Number(match[1]) > 5 || (Number(match[1]) === 5 && Number(match[2]) >= 4))
}

/**
 * Without 5 levels the direct map, vmalloc and so the stacks lie above ffff800000000000 (__PAGE_OFFSET_BASE_L4 and up);
 * with them, in ff11000000000000 to ffd6ffffffffffff, even when randomised (Documentation/arch/x86/x86_64/mm.rst).
 */
const levelsOf = (values: readonly bigint[]): 4 | 5 | null => {
  for (const value of values) {
    if (value >= 0xffff800000000000n && value < 0xfffffe0000000000n) return 4
    if (value >= 0xff11000000000000n && value < 0xffd7000000000000n) return 5
  }
  return null
}

export const layoutOf = (report: Report): Layout => {
  const set = report.registers.find(({ mode, registers }) => mode !== 'user' && registers.length > 0)
  const valueOf = (name: RegExp): bigint | null => {
    const register = set?.registers.find((each) => name.test(each.name))
    return register === undefined ? null : parseHex(register.value)
  }
  const stackPointer = valueOf(/^(?:[RE]SP|sp)$/)
  const words = report.facts.oops?.value.words ?? []
  const kasan = report.type.startsWith('KASAN') || words.includes('KASAN') || report.title.startsWith('KASAN')
  let addressBits: number | null = null
  let unmoved = false
  for (const { text } of report.lines) {
    const pages = /^swapper pgtable: \d{1,3}k pages, (\d\d)-bit VAs/.exec(text.trim())
    if (pages !== null) addressBits = Number(pages[1])
    if (text.trim().startsWith('Kernel Offset: disabled')) unmoved = true
  }
  // A pointer of powerpc and mips may have either width.
  const hasWide = set?.registers.some(({ group, value }) => group === 'general' && value.length > 8) ?? false
  const bits = wide.has(report.arch) || hasWide ? 64 : 32
  return {
    architecture: report.arch,
    bits,
    levels:
      report.arch === 'x86_64' ? levelsOf([stackPointer, valueOf(/^GS$/)].filter((value) => value !== null)) : null,
    fixed: kasan || unmoved,
    kasan,
    addressBits: report.arch === 'arm64' && hasHalvesOfToday(report.kernel) ? addressBits : null,
    stackPointer
  }
}

/** Neither user nor kernel space, however many levels the page tables have. */
export const isNonCanonical = (value: bigint, { architecture, levels }: Layout): boolean => {
  if (architecture !== 'x86_64') return false
  if (levels === 4) return value >= 0x800000000000n && value < 0xffff800000000000n
  return value >= 0x100000000000000n && value < 0xff00000000000000n
}

type Range = readonly [first: bigint, last: bigint, name: string]

/** Documentation/arch/x86/x86_64/mm.rst; where releases differ, what they share. */
const imageRanges: readonly Range[] = [
  [0xffffffff80000000n, 0xffffffff9fffffffn, 'the kernel image'],
  [0xffffffffa0000000n, 0xffffffffbfffffffn, 'the kernel image or modules'],
  [0xffffffffc0000000n, 0xfffffffffeffffffn, 'modules'],
  [0xffffffffff500000n, 0xffffffffff5fffffn, 'the fixmap'],
  [0xffffffffff600000n, 0xffffffffff600fffn, 'the vsyscall page'],
  [0xfffffe0000000000n, 0xfffffe7fffffffffn, 'the CPU entry areas'],
  [0xffffff0000000000n, 0xffffff7fffffffffn, 'the %esp fixup stacks']
]
const fixedRanges: Readonly<Record<4 | 5, readonly Range[]>> = {
  4: [
    [0xffff888000000000n, 0xffffc7ffffffffffn, 'the direct map of physical memory'],
    [0xffffc90000000000n, 0xffffe8ffffffffffn, 'vmalloc space'],
    [0xffffea0000000000n, 0xffffeaffffffffffn, 'vmemmap, the array of struct page']
  ],
  5: [
    [0xff11000000000000n, 0xff90ffffffffffffn, 'the direct map of physical memory'],
    [0xffa0000000000000n, 0xffd1ffffffffffffn, 'vmalloc space'],
    [0xffd4000000000000n, 0xffd5ffffffffffffn, 'vmemmap, the array of struct page']
  ]
}
const shadowStart: Readonly<Record<4 | 5, bigint>> = { 4: 0xffffec0000000000n, 5: 0xffdf000000000000n }

/** Documentation/arch/arm64/memory.rst, without the parts that KASAN takes from the linear map. */
const arm64Ranges: Readonly<Record<number, readonly Range[]>> = {
  39: [
    [0xffffff8000000000n, 0xffffffafffffffffn, 'the linear map of physical memory'],
    [0xffffffc000000000n, 0xfffffffdffffffffn, 'vmalloc space, modules or the kernel image']
  ],
  48: [
    [0xffff000000000000n, 0xffff5fffffffffffn, 'the linear map of physical memory'],
    [0xffff800000000000n, 0xfffffbfffdffffffn, 'vmalloc space, modules or the kernel image']
  ]
}

const nameIn = (ranges: readonly Range[], value: bigint): string | null =>
  ranges.find(([first, last]) => value >= first && value <= last)?.[2] ?? null

/** THREAD_SIZE of 64-bit kernels is 16 KiB at least, and stacks are aligned to it. */
const stackMask = ~0x3fffn

/** Which part of the address space a value lies in, where the report proves it. */
export const regionOf = (value: bigint, layout: Layout): string | null => {
  const { architecture, bits, levels, stackPointer } = layout
  if (bits === 32) return null
  if (stackPointer !== null && stackPointer > 0xffffn && (value & stackMask) === (stackPointer & stackMask))
    return 'the stack in use'
  if (architecture === 'x86_64') {
    if (value >= 0x10000n && value <= 0x7fffffffffffn) return 'user space'
    if (value > 0x7fffffffffffn && value <= 0xffffffffffffffn && levels === 5) return 'user space'
    if (isNonCanonical(value, layout)) return 'not a canonical address'
    const image = nameIn(imageRanges, value)
    if (image !== null) return image
    if (levels === null || !layout.fixed) return null
    if (layout.kasan && value >= shadowStart[levels] && value <= 0xfffffbffffffffffn) return 'KASAN shadow memory'
    return nameIn(fixedRanges[levels], value)
  }
  if (architecture === 'arm64') {
    if (value >= 0x10000n && value <= 0xffffffffffffn) return 'user space'
    const tag = value >> 56n
    const ranges = layout.addressBits === null ? [] : (arm64Ranges[layout.addressBits] ?? [])
    // KASAN and MTE keep a tag in the top byte of a kernel pointer; untagged, it is ff.
    const plain = value | 0xff00000000000000n
    const region = nameIn(ranges, plain)
    if (tag !== 0xffn && plain >= 0xfff0000000000000n && ((value >> 52n) & 0xfn) === 0xfn && region !== null)
      return `${region}, with the tag ${tag.toString(16)}`
    return tag === 0xffn ? region : null
  }
  return null
}
