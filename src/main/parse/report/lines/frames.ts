import type { LineShape } from './line-kind.ts'

/** Frames without a symbol: the kernel found no name for the address. */
export const frameShapes: readonly LineShape[] = [
  {
    kind: 'frame',
    example: '[<ffffffffa0001234>] 0xffffffffa0001234',
    first: '[(',
    pattern:
      /^(?:\(?\[<?[0-9a-f]{8,16}>?\]\)? ?){1,2}(?:\? )?(?:0x[0-9a-f]{1,16})?\)?(?: \[[\w-]{1,64}\])?(?: \S{1,200}:\d{1,7})?(?: \(.{1,24}\))?$/
  },
  {
    kind: 'frame',
    example: '? 0xffffffffa0001234',
    first: '?0',
    pattern: /^(?:\? )?0x[0-9a-f]{8,16}(?: \[[\w-]{1,64}\])?$/
  },
  // arch/sparc/kernel/traps_64.c, die_if_kernel: the trace above once more.
  {
    kind: 'frame',
    example: 'Caller[0000000000427d90]: f+0x30/0x200',
    first: 'C',
    second: 'a',
    pattern: /^Caller\[[0-9a-f]{8,16}\]: \S/
  },
  // arch/arm/kernel/traps.c, dump_backtrace_entry, of a kernel without names.
  {
    kind: 'frame',
    example: 'Function entered at [<c03cd3e0>] from [<c03cd4e0>]',
    first: 'F',
    pattern: /^Function entered at \[<[0-9a-f]{8}>\] from /
  },
  {
    kind: 'frame',
    example: '[<c03cd3e0>] (f) from',
    first: '[',
    pattern: /^\[<[0-9a-f]{8}>\] \([\w.]{1,120}\) from(?: \[<[0-9a-f]{8}>\](?: \(0x[0-9a-f]{8}\))?)?$/
  }
]
