import { describe, expect, it } from 'vitest'
import { parsedReport } from '../../../../../tests/builders/parsed-report.ts'
import type { Facts } from '../../../../shared/model/facts.ts'

const factsOf = (text: string): Facts => parsedReport(text).facts

describe('a refused access', () => {
  it.each([
    [
      'x86 since 5.1',
      `BUG: unable to handle page fault for address: ffffc90000ffffc8
#PF: supervisor write access in kernel mode
#PF: error_code(0x0002) - not-present page
PGD 100000067 P4D 100000067 PUD 0
Oops: Oops: 0002 [#1] SMP PTI
CPU: 1 PID: 41 Comm: crane Not tainted 6.9.1 #4
RIP: 0010:dock_poll+0x9/0x20
Call Trace:
 dock_ioctl+0x10/0x20
`,
      { direction: 'write', size: null, address: 'ffffc90000ffffc8' },
      { code: '0002', mode: 'kernel', reason: 'not-present page' }
    ],
    [
      'x86, a jump to nowhere',
      `BUG: kernel NULL pointer dereference, address: 0000000000000000
#PF: supervisor instruction fetch in kernel mode
#PF: error_code(0x0010) - not-present page
Oops: 0010 [#1] PREEMPT SMP KASAN
CPU: 1 PID: 41 Comm: crane Not tainted 5.15.1 #4
RIP: 0010:0x0
Call Trace:
 dock_ioctl+0x10/0x20
`,
      { direction: 'execute', address: '0000000000000000' },
      { code: '0010', reason: 'not-present page' }
    ],
    [
      'x86 of 4.20',
      `BUG: unable to handle kernel NULL pointer dereference at (null)
#PF error: [PROT] [WRITE]
Oops: 0003 [#1] SMP
CPU: 1 PID: 41 Comm: crane Not tainted 4.20.1 #4
RIP: 0010:dock_poll+0x9/0x20
Call Trace:
 dock_ioctl+0x10/0x20
`,
      { direction: 'write', address: '0' },
      { reason: '[PROT] [WRITE]' }
    ],
    [
      'arm64',
      `Unable to handle kernel paging request at virtual address ffff80008a1b2c3d
Mem abort info:
  ESR = 0x0000000096000047
  EC = 0x25: DABT (current EL), IL = 32 bits
  SET = 0, FnV = 0
  EA = 0, S1PTW = 0
  FSC = 0x07: level 3 translation fault
Data abort info:
  ISV = 0, ISS = 0x00000047, ISS2 = 0x00000000
  CM = 0, WnR = 1, TnD = 0, TagAccess = 0
Internal error: Oops: 0000000096000047 [#1] PREEMPT SMP
CPU: 1 PID: 41 Comm: crane Not tainted 6.9.1 #4
pc : dock_poll+0x9/0x20
Call trace:
 dock_ioctl+0x10/0x20
 el0_svc+0x10/0x20
`,
      { direction: 'write', address: 'ffff80008a1b2c3d' },
      { code: '0000000096000047', mode: 'kernel', reason: 'level 3 translation fault' }
    ]
  ])('%s', (_, text, access, fault) => {
    const facts = factsOf(text)
    expect(facts.access?.value).toMatchObject(access)
    expect(facts.fault?.value).toMatchObject(fault)
  })
  it.each([
    ['Unable to handle kernel NULL pointer dereference at virtual address 00000018 when write', 'write', '00000018'],
    ['BUG: Kernel NULL pointer dereference on read at 0x00000008', 'read', '00000008'],
    ['BUG: Unable to handle kernel data access on write at 0xc000000000000008', 'write', 'c000000000000008'],
    ['BUG: unable to handle kernel paging request at ffffea0000000020', 'unknown', 'ffffea0000000020'],
    [
      'Unable to handle kernel access to user memory outside uaccess routines at virtual address 0000000000001000',
      'unknown',
      '0000000000001000'
    ],
    [
      'general protection fault, probably for non-canonical address 0xdffffc0000000003: 0000 [#1] SMP',
      'unknown',
      'dffffc0000000003'
    ]
  ])('%s', (header, direction, address) => {
    const { access } = factsOf(`${header}
CPU: 1 PID: 41 Comm: crane Not tainted 6.9.1 #4
Call Trace:
 dock_ioctl+0x10/0x20
 dock_open+0x10/0x20
`)
    expect(access?.value).toEqual({ direction, size: null, address })
  })
})

describe('UBSAN', () => {
  it.each([
    ['array-index-out-of-bounds', "index 9 is out of range for type 'u8 [8]'", 'u8 [8]', '9'],
    ['shift-out-of-bounds', "shift exponent 64 is too large for 32-bit type 'int'", 'int', '64'],
    ['signed-integer-overflow', "2147483647 + 1 cannot be represented in type 'int'", 'int', '2147483647 + 1'],
    ['invalid-load', "load of value 255 is not a valid value for type '_Bool'", '_Bool', '255'],
    ['division-overflow', 'division by zero', null, null]
  ])('%s', (kind, text, type, value) => {
    const facts = factsOf(`UBSAN: ${kind} in drivers/wharf/dock.c:41:7
${text}
CPU: 1 PID: 41 Comm: crane Not tainted 6.9.1 #4
Call Trace:
 dump_stack_lvl+0x5d/0x80
 dock_ioctl+0x10/0x20
 dock_open+0x10/0x20
`)
    expect(facts.undefined?.value).toEqual({ text, type, value })
  })
})

describe('what the kernel is', () => {
  it('spells the taints, by name where the log does', () => {
    const { taint } = factsOf(`WARNING: CPU: 1 PID: 41 at drivers/wharf/dock.c:41 dock_ioctl+0x10/0x20
CPU: 1 UID: 0 PID: 41 Comm: crane Tainted: G   M   W  OE    N   6.13.1 #4
Tainted: [M]=MACHINE_CHECK, [W]=WARN, [O]=OOT_MODULE, [E]=UNSIGNED_MODULE, [N]=TEST
Call Trace:
 dock_ioctl+0x10/0x20
`)
    expect(taint?.value.map(({ letter, name }) => `${letter}=${name ?? ''}`).join(' ')).toBe(
      'M=MACHINE_CHECK W=WARN O=OOT_MODULE E=UNSIGNED_MODULE N=TEST'
    )
    expect(taint?.value.every(({ meaning }) => meaning !== 'not known')).toBe(true)
  })
  it('takes words of the configuration from the oops and the version', () => {
    const { config } = factsOf(`general protection fault: 0000 [#1] SMP KASAN PTI
CPU: 1 PID: 41 Comm: crane Not tainted 6.9.1 #4 PREEMPT_RT
Call Trace:
 dock_ioctl+0x10/0x20
`)
    expect(config?.value).toEqual(['SMP', 'KASAN', 'PTI', 'PREEMPT_RT'])
  })
})
