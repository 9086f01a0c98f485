import { expect, test } from 'vitest'
import type { Report } from '../../../shared/model/report.ts'
import { parseLog } from '../parse-log.ts'

type Golden = {
  readonly name: string
  readonly lines: readonly string[]
  readonly title: string
  readonly arch: Report['arch']
  readonly instruction: string
  readonly at?: string
  /** Some registers of any set. */
  readonly registers: Readonly<Record<string, string>>
  readonly frames: readonly string[]
}

const nullPointer = 'BUG: unable to handle kernel NULL pointer dereference in shelf_take'
const pagingRequest = 'BUG: unable to handle kernel paging request in shelf_take'

/** In the words of each show_regs and die (arch/<arch>/kernel). */
const goldens: readonly Golden[] = [
  {
    name: 'alpha',
    arch: 'alpha',
    title: pagingRequest,
    lines: [
      'Unable to handle kernel paging request at virtual address 0000000000000018',
      'CPU 0 ',
      'worker(7): Oops 0',
      'pc = [<fffffc0000310012>]  ra = [<fffffc0000310120>]  ps = 0000    Not tainted',
      'pc is at shelf_take+0x12/0x40',
      'ra is at shelf_empty+0x20/0x50',
      'v0 = 0000000000000000  t0 = 0000000000000001  t1 = fffffc0000a00000',
      't11= 0000000000000011  pv = fffffc0000310000  at = 0000000000000012',
      'gp = fffffc0000b00000  sp = fffffc001f000000',
      'Trace:',
      '[<fffffc0000310120>] shelf_empty+0x20/0x50',
      '[<fffffc0000311000>] entSys+0xa4/0xc0',
      '',
      'Code:',
      ' 44220005',
      ' b7fe0000',
      '<a4310018>',
      ' 6bfa8001'
    ],
    instruction: 'shelf_take',
    at: 'fffffc0000310012',
    registers: { v0: '0000000000000000', t11: '0000000000000011', gp: 'fffffc0000b00000', sp: 'fffffc001f000000' },
    frames: ['shelf_empty', 'entSys']
  },
  {
    name: 'csky',
    arch: 'csky',
    title: pagingRequest,
    lines: [
      'Unable to handle kernel paging request at virtual address 0x00000018, pc: 0x80100012',
      'Oops [#1]',
      '',
      'CURRENT PROCESS:',
      '',
      'COMM=worker PID=7',
      'TEXT=00008000-00100000 DATA=00101000-00102000 BSS=00102000-00103000',
      'USER-STACK=7fc21e80  KERNEL-STACK=be013e98',
      '',
      'CPU: 0 PID: 7 Comm: worker Not tainted 5.10.0 #1',
      'PC: 0x80100012 (shelf_take+0x12/0x40)',
      'LR: 0x80100120 (shelf_empty+0x20/0x50)',
      'SP: 0xbe013e98',
      'PSR: 0x80140300',
      'orig_a0: 0x00000000',
      'a0: 0x00000000  a1: 0x00000001  a2: 0x00000002  a3: 0x00000003',
      'r4: 0x00000004  r5: 0x00000005',
      'Call Trace:',
      '[<80100120>] shelf_empty+0x20/0x50'
    ],
    instruction: 'shelf_take',
    registers: { a3: '00000003', r5: '00000005', SP: 'be013e98', PSR: '80140300' },
    frames: ['shelf_empty']
  },
  {
    name: 'ia64',
    arch: 'ia64',
    title: nullPointer,
    lines: [
      'Unable to handle kernel NULL pointer dereference (address 0000000000000018)',
      'worker[7]: Oops 8813272891392 [1]',
      'Modules linked in: crane',
      '',
      'Pid: 7, CPU 0, comm:               worker',
      'psr : 0000101008026018 ifs : 8000000000000206 ip  : [<a000000100025a40>]    Not tainted (3.10.0)',
      'ip is at shelf_take+0x12/0x40',
      'unat: 0000000000000000 pfs : 0000000000000206 rsc : 0000000000000003',
      'b0  : a0000001000259f0 b6  : a000000100025a40 b7  : a00000010000c8a0',
      'f6  : 1003e0000000000000000 f7  : 0ffdb8000000000000000',
      'r1  : a0000001018ba6b0 r2  : a0000001016bbec8 r3  : a0000001016ba6b0',
      'Call Trace:',
      ' [<a000000100016f80>] shelf_empty+0x80/0xa0',
      '                                sp=e0000001fe09fb60 bsp=e0000001fe0993f8'
    ],
    instruction: 'shelf_take',
    registers: { psr: '0000101008026018', b6: 'a000000100025a40', r3: 'a0000001016ba6b0' },
    frames: ['shelf_empty']
  },
  {
    name: 'openrisc',
    arch: 'openrisc',
    title: 'Oops in shelf_empty',
    lines: [
      'Unable to handle kernel access',
      ' at virtual address 0x00000018',
      '',
      'Oops#: 0000',
      'CPU #: 0',
      '   PC: c0012344    SR: 0000827f    SP: c7c1de98',
      'GPR00: 00000000 GPR01: c7c1de98 GPR02: c7c1dea8 GPR03: 00000003',
      '  RES: 00000000 oGPR11: ffffffff',
      'Process worker (pid: 7, stackpage=c7c1c000)',
      '',
      'Stack:',
      'Call trace:',
      '[<(ptrval)>] shelf_empty+0x20/0x50',
      '[<c0012400>] ? shelf_scan+0x20/0x50'
    ],
    instruction: '',
    at: 'c0012344',
    registers: { SR: '0000827f', GPR03: '00000003', oGPR11: 'ffffffff' },
    frames: ['shelf_empty', 'shelf_scan']
  },
  {
    name: 'sh',
    arch: 'sh',
    title: nullPointer,
    lines: [
      'Unable to handle kernel NULL pointer dereference at virtual address 00000018',
      'pc = 8c012344',
      '*pde = 00000000',
      'Oops: 0000 [#1]',
      'Modules linked in:',
      '',
      'CPU: 0 PID: 7 Comm: worker Not tainted 5.10.0 #1',
      'PC is at shelf_take+0x12/0x40',
      'PR is at shelf_empty+0x20/0x50',
      'PC  : 8c012344 SP  : 8f013e98 SR  : 40008100 TEA : 00000018',
      'R0  : 00000000 R1  : 00000001 R2  : 00000002 R3  : 00000003',
      'MACH: 00000000 MACL: 00000004 GBR : 29600000 PR  : 8c012300',
      '',
      'Call trace:',
      ' [<8c012300>] shelf_empty+0x20/0x50',
      '',
      'Code:',
      '  8c012342:  mov       r14, r0',
      '->8c012344:  mov.l     @(24,r4), r0',
      '  8c012346:  rts',
      'Process: worker (pid: 7, stack limit = 8f012001)'
    ],
    instruction: 'shelf_take',
    at: '8c012344',
    registers: { TEA: '00000018', R3: '00000003', PR: '8c012300' },
    frames: ['shelf_empty']
  },
  {
    name: 'xtensa',
    arch: 'xtensa',
    title: pagingRequest.replace('take', 'empty'),
    lines: [
      'Unable to handle kernel paging request at virtual address 00000018',
      ' pc = d0012344, ra = d0012300',
      'Oops: sig: 9 [#1]',
      'CPU: 0 PID: 7 Comm: worker Not tainted 5.10.0 #1',
      'a00: 90012300 d1c13e98 00000002 00000003 00000004 00000005 00000006 00000007',
      'a08: 00000008 00000009 0000000a 0000000b 0000000c 0000000d 0000000e 0000000f',
      'pc: d0012344, ps: 00060f10, depc: 00000018, excvaddr: 00000018',
      'lbeg: d0010000, lend: d0010010 lcount: 00000000, sar: 00000011',
      'Call Trace:',
      ' shelf_empty+0x20/0x50'
    ],
    instruction: '',
    at: 'd0012344',
    registers: { a7: '00000007', a15: '0000000f', excvaddr: '00000018', sar: '00000011' },
    frames: ['shelf_empty']
  },
  {
    name: 'nios2',
    arch: 'nios2',
    title: pagingRequest.replace('take', 'empty'),
    lines: [
      'Unable to handle kernel paging request at virtual address 00000018',
      'ea = c0012344, ra = c0012300, cause = 15',
      'Oops, sig: 9 [#1]',
      'CPU: 0 PID: 7 Comm: worker Not tainted 5.10.0 #1',
      'r1: 00000001 r2: 00000002 r3: 00000003 r4: 00000004',
      'ra: c0012300 fp: c7c1dea8 sp: c7c1de98 gp: c0200000',
      'ea: c0012344 estatus: 00000001',
      'Call Trace:',
      '[<c0012300>] shelf_empty+0x20/0x50'
    ],
    instruction: '',
    at: 'c0012344',
    registers: { r4: '00000004', fp: 'c7c1dea8', estatus: '00000001' },
    frames: ['shelf_empty']
  },
  {
    name: 'microblaze',
    arch: 'microblaze',
    title: 'Oops in shelf_empty',
    lines: [
      'Oops: kernel access of bad area, sig: 11',
      'Registers dump: mode=1',
      ' r1=C7C1DE98, r2=00000002, r3=00000003, r4=00000004',
      ' rPC=C0012344, rMSR=000046A0, rEAR=00000018, rESR=000000B2',
      'Call Trace:',
      '[<c0012300>] shelf_empty+0x20/0x50'
    ],
    instruction: '',
    at: 'C0012344',
    registers: { r4: '00000004', rEAR: '00000018' },
    frames: ['shelf_empty']
  },
  {
    name: 'sparc32, whose trace is its callers',
    arch: 'sparc',
    title: nullPointer,
    lines: [
      'Unable to handle kernel NULL pointer dereference',
      'tsk->{mm,active_mm}->context = 00000012',
      'tsk->{mm,active_mm}->pgd = fc00a000',
      String.raw`              \|/ ____ \|/`,
      String.raw`              "@'/ ,. \`@"`.replace('\\', '\\'),
      'worker(7): Oops [#1]',
      'PSR: 40001fc1 PC: f0012344 NPC: f0012348 Y: 00000000    Not tainted (2.6.32)',
      'PC: <shelf_take+0x12/0x40>',
      '%G: 00000000 00000001  00000002 00000003  00000004 00000005  00000006 00000007',
      '%O: 00000010 00000011  00000012 00000013  00000014 00000015  f1c13e98 f0012300',
      'RPC: <shelf_empty+0x20/0x50>',
      '%L: 00000020 00000021  00000022 00000023  00000024 00000025  00000026 00000027',
      'Disabling lock debugging due to kernel taint',
      'Caller[f0012300]: shelf_empty+0x20/0x50',
      'Caller[f0012400]: shelf_scan+0x20/0x50',
      'Instruction DUMP: 9de3bf98  c2062018 <c2004000> 81c7e008'
    ],
    instruction: 'shelf_take',
    at: 'f0012344',
    registers: { g7: '00000007', o7: 'f0012300', l0: '00000020' },
    frames: ['shelf_empty', 'shelf_scan']
  },
  {
    name: 'i386 of 2.6, with the version behind its flags',
    arch: 'i386',
    title: nullPointer,
    lines: [
      'Unable to handle kernel NULL pointer dereference at virtual address 00000018',
      ' printing eip:',
      'c0123456',
      '*pde = 00000000',
      'Oops: 0000 [#1]',
      'Modules linked in: crane',
      'CPU:    0',
      'EIP:    0060:[<c0123456>]    Tainted: P      VLI',
      'EFLAGS: 00010246   (2.6.9-5.EL) ',
      'EIP is at shelf_take+0x12/0x40 [crane]',
      'eax: 00000000   ebx: c1000000   ecx: 00000001   edx: c1000004',
      'esi: c1000008   edi: c100000c   ebp: c1049f60   esp: c1049f58',
      'ds: 007b   es: 007b   ss: 0068',
      'Process worker (pid: 7, threadinfo=c1049000 task=c1048000)',
      'Call Trace:',
      ' [<c0123500>] shelf_empty+0x20/0x50 [8021q]',
      'Code: 89 e5 <8b> 40 18 5d c3'
    ],
    instruction: 'shelf_take',
    at: 'c0123456',
    registers: { eax: '00000000', esp: 'c1049f58', ds: '007b', EFLAGS: '00010246' },
    frames: ['shelf_empty']
  },
  {
    name: 'powerpc of 2.6, in capitals',
    arch: 'powerpc',
    title: 'Oops in shelf_take',
    lines: [
      'Oops: kernel access of bad area, sig: 11 [#1]',
      'NIP: C0012344 LR: C0012300 CTR: 00000000',
      'REGS: c7c1ddf0 TRAP: 0300   Not tainted  (2.6.22)',
      'MSR: 00009032 <EE,ME,IR,DR>  CR: 22000022  XER: 00000000',
      'DAR: 00000018, DSISR: 20000000',
      "TASK = c7c0f400[7] 'worker' THREAD: c7c1c000",
      'GPR00: C0012300 C7C1DE98 C7C0F400 00000000 ',
      'NIP [C0012344] shelf_take+0x12/0x40',
      'LR [C0012300] shelf_empty+0x20/0x50',
      'Call Trace:',
      '[C7C1DE98] [C0012300] shelf_empty+0x20/0x50 (unreliable)'
    ],
    instruction: 'shelf_take',
    at: 'C0012344',
    registers: { DAR: '00000018', r1: 'C7C1DE98' },
    frames: ['shelf_empty']
  },
  {
    name: 's390, with a caller in brackets that is of a module',
    arch: 's390x',
    title: pagingRequest,
    lines: [
      'Unable to handle kernel pointer dereference in virtual kernel address space',
      'Oops: 0004 ilc:2 [#1] SMP',
      'CPU: 0 PID: 7 Comm: worker Kdump: loaded Tainted: G        W         6.1.0 #1',
      'Krnl PSW : 0704c00180000000 0000000000100012 (shelf_take+0x12/0x40 [crane])',
      'Krnl GPRS: 0000000000000001 0000000000000010 000000004eca57bf 000000004eca57be',
      'Call Trace:',
      ' [<0000000000100012>] shelf_take+0x12/0x40 [crane]',
      '([<0000000000100120>] shelf_empty+0x20/0x50 [crane])'
    ],
    instruction: 'shelf_take',
    at: '0000000000100012',
    registers: { r3: '000000004eca57be' },
    frames: ['shelf_take', 'shelf_empty']
  }
]

test.each(goldens)('$name', (golden) => {
  const text = golden.lines.map((line, index) => `[  ${100 + index}.000001] ${line}\n`).join('')
  const { reports } = parseLog(new TextEncoder().encode(text))
  expect(reports.map((report) => report.title)).toEqual([golden.title])
  const [report] = reports
  if (report === undefined) return
  expect(report.arch).toBe(golden.arch)
  expect(report.lines.filter((line) => line.kind === 'unknown').map((line) => line.text)).toEqual([])
  expect(report.facts.command?.value).toBe(golden.name === 'microblaze' ? undefined : 'worker')
  expect(report.registers.find((set) => set.instruction !== null)?.instruction?.function ?? '').toBe(golden.instruction)
  if (golden.at !== undefined) expect(report.registers[0]?.instructionAddress).toBe(golden.at)
  const values = Object.fromEntries(
    report.registers.flatMap((set) => set.registers).map(({ name, value }) => [name, value])
  )
  expect(values).toMatchObject(golden.registers)
  expect(report.stacks[0]?.frames.map((frame) => frame.function)).toEqual(golden.frames)
})
