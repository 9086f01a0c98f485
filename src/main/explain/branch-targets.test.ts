import { expect, test } from 'vitest'
import { explained } from '../../../tests/builders/explained.ts'

const code = (...lines: readonly string[]): readonly string[] =>
  explained(['BUG: kernel NULL pointer dereference, address: 00000018', 'Oops: 0000 [#1] SMP', ...lines].join('\n'))
    .code.flatMap(({ rows }) => rows)
    .map(({ text }) => text.replaceAll(/\s+/g, ' '))

const i386 = [
  'EAX: 00000000 EBX: c1234560 ECX: 00000000 EDX: f6e1c000',
  'ESI: f6e1c000 EDI: f5a03e80 EBP: f6e1de8c ESP: f6e1de80',
  'Call Trace:'
]

test('a branch of 32-bit code is named where it stays in the function that trapped', () => {
  expect(
    code(
      'EIP: zoo_weigh+0x9/0x40',
      'Code: e8 f5 fe ff ff 74 0f 75 f7 <8b> 40 18 e9 00 00 00 80 e2 fe',
      ...i386,
      ' zoo_feed+0x22/0x60'
    )
  ).toEqual([
    'call 0xfffffefa',
    'je 0x16 <zoo_weigh+0x16>',
    'jne 0x0 <zoo_weigh>',
    'mov 0x18(%eax),%eax',
    'jmp 0x80000011',
    'loop 0x11 <zoo_weigh+0x11>'
  ])
})

test('where addresses are printed, a call is named by the call trace, or by its address', () => {
  // The bytes are those from c0200002 on.
  expect(
    code(
      'EIP: 0060:[<c0200009>] EFLAGS: 00010246 CPU: 0',
      'EIP is at zoo_weigh+0x7/0x40',
      ...i386.slice(0, 2),
      'Call Trace:',
      ' [<c0300010>] ? zoo_feed+0x10/0x60',
      'Code: e8 f9 ff 0f 00 85 c0 <8b> 40 18 e8 f1 ff df bf 74 f1'
    )
  ).toEqual([
    'call 0xffffe <zoo_feed>',
    'test %eax,%eax',
    'mov 0x18(%eax),%eax',
    'call 0xbfe00000 <0x80000002>',
    'je 0x2 <zoo_weigh+0x2>'
  ])
})

const calling = (edx: string): readonly string[] => [
  'EIP: 0060:[<c0200002>] EFLAGS: 00010246 CPU: 0',
  'EIP is at zoo_weigh+0x2/0x40',
  `EAX: 00000000 EBX: c1234560 ECX: 00000000 EDX: ${edx}`,
  'Call Trace:',
  ' [<c0300010>] ? zoo_feed+0x10/0x60',
  'Code: ff d2 <ff> d2 85 c0'
]

test('a call through a register is named where the CPU stopped at it, and the trace knows the function', () => {
  expect(code(...calling('c0300004'))).toEqual(['call *%edx', 'call *%edx <zoo_feed+0x4>', 'test %eax,%eax'])
  expect(code(...calling('c0400000'))).toEqual(['call *%edx', 'call *%edx', 'test %eax,%eax'])
})

test('32-bit code is written as objdump has it', () => {
  expect(
    code(
      'EIP: zoo_weigh+0x8/0x40',
      'Code: ff 53 08 ff 75 08 90 90 <8b> 40 18 69 c0 01 01 01 01 0f 21 f0 8d 74 26 00 3e 8d 74 26 00 8d 76 00',
      ...i386,
      ' zoo_feed+0x22/0x60'
    )
  ).toEqual([
    'call *0x8(%ebx)',
    'push 0x8(%ebp)',
    'nop',
    'nop',
    'mov 0x18(%eax),%eax',
    'imul $0x1010101,%eax,%eax',
    'mov %db6,%eax',
    'lea 0x0(%esi,%eiz,1),%esi',
    'lea %ds:0x0(%esi,%eiz,1),%esi',
    'lea 0x0(%esi),%esi'
  ])
})

test('arm and arm64 branches are named too', () => {
  expect(
    code(
      'CPU: 0 PID: 7 Comm: quokka Not tainted 6.1.0 #1',
      'pc : zoo_weigh+0x8/0x40',
      'lr : zoo_feed+0x10/0x60',
      'sp : ffff80000b8f3d50',
      'x29: ffff80000b8f3d50 x28: ffff0000c0100000 x27: 0000000000000000',
      'Call trace:',
      ' zoo_weigh+0x8/0x40',
      'Code: 97fffffe b4000040 (f9400c00) 54ffffc1'
    )
  ).toEqual(['bl 0xfffffffffffffff8', 'cbz x0, 0xc <zoo_weigh+0xc>', 'ldr x0, [x0, #24]', 'b.ne 0x4 <zoo_weigh+0x4>'])
})

test('r8 of an instruction is R08 of the registers', () => {
  expect(
    code(
      'RIP: 0010:0xffffffff81200002',
      'RAX: 0000000000000000 RBX: 0000000000000001 RCX: 0000000000000002',
      'R08: ffffffff81300004 R09: 0000000000000003 R10: 0000000000000004',
      'Call Trace:',
      ' [<ffffffff81300010>] ? zoo_feed+0x10/0x60',
      'Code: 85 c0 <41> ff d0 85 c0'
    )
  ).toEqual(['test %eax,%eax', 'call *%r8 <zoo_feed+0x4>', 'test %eax,%eax'])
})
