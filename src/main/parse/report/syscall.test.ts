import { describe, expect, it } from 'vitest'
import { parsedReport } from '../../../../tests/builders/parsed-report.ts'
import { syscallName } from './syscall-names.ts'

const oops = (frames: readonly string[], registers = ''): ReturnType<typeof parsedReport>['facts']['syscall'] =>
  parsedReport(`WARNING: CPU: 1 PID: 41 at drivers/wharf/dock.c:41 dock_ioctl+0x10/0x20
CPU: 1 PID: 41 Comm: crane Not tainted 6.9.1 #4
Call Trace:
 <TASK>
${frames.map((frame) => ` ${frame}\n`).join('')}${registers} </TASK>
`).facts.syscall

const user = (number: string): string => `RIP: 0033:0x47b7a0
RSP: 002b:00007fff20c0e168 EFLAGS: 00000202 ORIG_RAX: ${number}
RAX: ffffffffffffffda RBX: 0000000000000001 RCX: 000000000047b7a0
`

describe('the system call', () => {
  it.each([
    [
      'of a frame on the way',
      [
        'dock_ioctl+0x1/0x2',
        '__x64_sys_ioctl+0x8/0x9',
        'do_syscall_64+0x5/0xf',
        'entry_SYSCALL_64_after_hwframe+0x4b/0x53'
      ],
      user('0000000000000010'),
      'ioctl',
      16
    ],
    [
      'of the number alone',
      ['ksys_write+0x1/0x2', 'do_syscall_64+0x5/0xf', 'entry_SYSCALL_64_after_hwframe+0x4b/0x53'],
      user('0000000000000001'),
      'write',
      1
    ],
    [
      'not of what merely lies on the stack',
      ['? __x64_sys_read+0x1/0x2', 'do_syscall_64+0x5/0xf', 'entry_SYSCALL_64_after_hwframe+0x4b/0x53'],
      user('0000000000000001'),
      'write',
      1
    ],
    [
      'not where frame and number differ',
      ['__x64_sys_read+0x1/0x2', 'do_syscall_64+0x5/0xf', 'entry_SYSCALL_64_after_hwframe+0x4b/0x53'],
      user('0000000000000001'),
      null,
      1
    ],
    [
      'whose function has another name',
      ['__do_sys_newfstat+0x1/0x2', 'do_syscall_64+0x5/0xf', 'entry_SYSCALL_64_after_hwframe+0x4b/0x53'],
      user('0000000000000005'),
      'fstat',
      5
    ],
    [
      'of a 32-bit program',
      ['__ia32_sys_ioctl+0x1/0x2', 'do_int80_syscall_32+0x5/0xf', 'entry_INT80_compat+0x4b/0x53'],
      user('0000000000000036'),
      'ioctl',
      54
    ],
    [
      'no number',
      ['__x64_sys_ioctl+0x8/0x9', 'entry_SYSCALL_64_after_hwframe+0x4b/0x53'],
      user('ffffffffffffffff'),
      'ioctl',
      null
    ],
    [
      'arm64',
      ['__arm64_sys_ioctl+0x1/0x2', 'invoke_syscall+0x1/0x2', 'el0_svc+0x1/0x2', 'el0t_64_sync+0x1/0x2'],
      '',
      'ioctl',
      null
    ],
    [
      'riscv',
      ['__riscv_sys_openat+0x1/0x2', 'do_trap_ecall_u+0x1/0x2', 'handle_exception+0x1/0x2'],
      '',
      'openat',
      null
    ],
    ['s390', ['__s390x_sys_mount+0x1/0x2', 'system_call+0x1/0x2'], '', 'mount', null],
    [
      'powerpc',
      ['sys_mount+0x1/0x2', 'system_call_exception+0x1/0x2', 'system_call_vectored_common+0x1/0x2'],
      '',
      'mount',
      null
    ],
    ['loongarch', ['sys_mount+0x1/0x2', 'do_syscall+0x1/0x2', 'handle_syscall+0x1/0x2'], '', 'mount', null],
    ['arm', ['sys_mount+0x1/0x2', 'ret_fast_syscall+0x1/0x2'], '', 'mount', null]
  ])('%s', (_, frames, registers, name, number) => {
    expect(oops(frames, registers)?.value).toMatchObject({ name, number })
  })
  it('is none where a fault of user space entered the kernel', () => {
    expect(oops(['do_mem_abort+0x1/0x2', 'el0_da+0x1/0x2', 'el0t_64_sync+0x1/0x2'])).toBeNull()
  })
  it('is none in a kernel thread', () => {
    expect(oops(['kthread+0x1/0x2', 'ret_from_fork+0x1/0x2'])).toBeNull()
  })
})

describe('names by number', () => {
  it.each([
    ['x86_64', 0, 'read'],
    ['x86_64', 165, 'mount'],
    ['x86_64', 231, 'exit_group'],
    ['x86_64', 334, 'rseq'],
    ['x86_64', 424, 'pidfd_send_signal'],
    ['x86_64', 425, 'io_uring_setup'],
    ['x86_64', 462, 'mseal'],
    ['x86_64', 400, null],
    ['x86_64', 9999, null],
    ['i386', 3, 'read'],
    ['i386', 120, 'clone'],
    ['i386', 383, 'statx']
  ] as const)('%s %d', (architecture, number, name) => expect(syscallName(architecture, number)).toBe(name))
})
