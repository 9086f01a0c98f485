import { digits, hexDigits, type LineShape, type LineWords } from './line-kind.ts'

/** Objects, pages, stacks and shadow bytes. */
export const memoryWords: readonly LineWords[] = [
  {
    kind: 'memory',
    starts: [
      'allocated ',
      'freed by',
      'IRQ stack:',
      'Task stack:',
      'Overflow stack:',
      'invalid mapping:',
      'mapping:',
      'The buggy address',
      'Exception stack(',
      'This address',
      'which belongs to',
      'The physical address',
      'Memory state around',
      'page dumped because',
      'memcg:',
      'aops:',
      'page_owner',
      'page_type:',
      'anon flags',
      'ksm flags: 0x',
      'file flags',
      'Object ',
      'Redzone ',
      'Padding ',
      'Bytes b4',
      'INFO: Slab',
      'INFO: Object',
      'INFO: 0x',
      'Slab 0x',
      'Object 0x',
      'hex dump',
      'unreferenced object',
      'Memory access of size',
      'Data copied to user',
      'this frame has',
      'Pointer tag:',
      'The buggy',
      'kfence-#',
      'value changed:',
      'object pointer',
      'vm_flags',
      'The address',
      'region [',
      'page last',
      'page has been',
      'Restoring',
      'The page',
      'the buggy address',
      'bad pte',
      'bad because of flags:',
      'Disabling lock debugging',
      'Stack : ',
      'flags: 0x',
      'raw: 0',
      'head: 0',
      'page flags: ',
      'page:0',
      'page: ref',
      'page:f',
      'page:c',
      'page:(',
      'prot:0',
      'mm:0',
      'Stack: (0x',
      'Stack from ',
      'vma 0',
      'mm 0',
      'page:p',
      'file:',
      'head: order',
      'head:f',
      'head:0'
    ]
  }
]

export const memoryShapes: readonly LineShape[] = [
  {
    kind: 'memory',
    example: 'head: ffffffffffffffff 0000000000000000',
    first: 'hr',
    pattern: /^(?:head|raw): ?[0-9a-f]{8,16}(?: |$)/
  },
  {
    kind: 'memory',
    example: 'Stack: (0xdf811e70 to 0xdf812000)',
    first: 'S',
    pattern: /^Stack:(?:$| \(| ?[0-9a-f]{8})/
  },
  {
    kind: 'memory',
    example: '(00) 00000000 (ra=00000000) sp:00000000',
    first: '(',
    pattern: /^\(\d\d\) [0-9a-f]{8} \(ra=/
  },
  {
    kind: 'memory',
    example: 'addr:00007f1234567000 vm_flags:00000070 anon_vma:0000000000000000',
    first: 'apf',
    second: 'dtnilr',
    pattern:
      /^(?:addr:[0-9a-f]{8,16} |pte:[0-9a-f]{8}|anon(?: flags)?: ?0x|file:\(?\S{1,200} (?:fault|mmap):|freed (?:by|in)|flags: ?0x)/
  },
  {
    kind: 'memory',
    example: 'located 24 bytes inside of',
    first: 'l',
    pattern: /^located (?:in stack|\d{1,12} bytes)/
  },
  { kind: 'memory', example: 'Bytes 24-27 of 64 are uninitialized', first: 'B', pattern: /^Bytes? (?:\d|b4)/ },
  // Raw stack words of older kernels, hex dumps, shadow bytes, slab dumps.
  {
    kind: 'memory',
    example: 'ffff8880791f7a00: fb fb fb fb fb fb fb fb',
    first: `${hexDigits}>`,
    pattern:
      /^>?(?:[0-9a-f]{4,16}:)?(?: {0,48}(?:[0-9a-f]{2,16}|\[[0-9a-f]{2}\]|\*{4,16}|\.|[?]{2,16}|\(null\)|0x[0-9a-f]{1,16})(?= |\[|$))+(?: {1,48}.{0,64})?$/
  },
  { kind: 'memory', example: '^', first: '^', pattern: /^\^+(?: {1,60}\^+)*$/ },
  {
    kind: 'memory',
    example: '16-byte region [ffff888000000000, ffff888000000010)',
    first: digits,
    words: ['-byte region ['],
    pattern: /^\d{1,10}-byte region \[/
  },
  // mm/kasan/report.c, describe_object_addr and print_address_description.
  {
    kind: 'memory',
    example: 'freed 512-byte region [ffff888000000000, ffff888000000200)',
    first: 'f',
    second: 'r',
    pattern: /^freed \d{1,10}-byte region \[/
  },
  {
    kind: 'memory',
    example: '[ffa0000000000000, ffa0000000002000) created by:',
    first: '[',
    second: hexDigits,
    pattern: /^\[[0-9a-f]{8,16}, [0-9a-f]{8,16}\) created by:$/
  },
  { kind: 'memory', example: '...', first: '.', pattern: /^\.{3,8}$/ }
]
