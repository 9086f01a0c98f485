import { expect, test } from 'vitest'
import type { Report } from '../../../shared/model/report.ts'
import { parseLog } from '../parse-log.ts'

const reportOf = (lines: readonly string[]): Report => {
  const text = lines.map((line, index) => `[  ${100 + index}.000001] ${line}\n`).join('')
  const { reports } = parseLog(new TextEncoder().encode(text))
  expect(reports).toHaveLength(1)
  const report = reports[0]
  if (report === undefined) throw new Error('no report')
  return report
}

type Golden = {
  readonly arch: Report['arch']
  readonly lines: readonly string[]
  readonly instruction: string
  /** Some registers of the first set. */
  readonly registers: Readonly<Record<string, string>>
  readonly frames: readonly string[]
  readonly trap: number | null
}

const goldens: readonly Golden[] = [
  {
    arch: 'x86_64',
    lines: [
      'BUG: kernel NULL pointer dereference, address: 0000000000000018',
      '#PF: supervisor read access in kernel mode',
      'PGD 0 P4D 0',
      'Oops: Oops: 0000 [#1] SMP',
      'CPU: 0 UID: 0 PID: 7 Comm: worker Not tainted 6.15.0 #1 PREEMPT(full)',
      'RIP: 0010:shelf_take+0x12/0x40',
      'Code: 48 89 e5 <48> 8b 47 18 5d c3',
      'RSP: 0018:ffffc90000013e98 EFLAGS: 00010246',
      'RAX: 0000000000000000 RBX: ffff888100000000 RCX: 0000000000000001',
      'FS:  0000000000000000(0000) GS:ffff88813bc00000(0000) knlGS:0000000000000000',
      'Call Trace:',
      ' <TASK>',
      ' shelf_empty+0x20/0x50',
      ' ? shelf_scan+0x1/0x2',
      ' </TASK>'
    ],
    instruction: 'shelf_take',
    registers: { RSP: 'ffffc90000013e98', RAX: '0000000000000000', GS: 'ffff88813bc00000', EFLAGS: '00010246' },
    frames: ['shelf_empty', 'shelf_scan'],
    trap: 3
  },
  {
    arch: 'i386',
    lines: [
      'BUG: unable to handle kernel NULL pointer dereference at 00000018',
      '*pde = 00000000',
      'Oops: 0000 [#1] SMP',
      'EIP: shelf_take+0x12/0x40',
      'Code: 89 e5 <8b> 40 18 5d c3',
      'EAX: 00000000 EBX: c1000000 ECX: 00000001 EDX: c1000004',
      'ESI: c1000008 EDI: c100000c EBP: c1049f60 ESP: c1049f58',
      'DS: 007b ES: 007b FS: 00d8 GS: 0000 SS: 0068 EFLAGS: 00010246',
      'CR0: 80050033 CR2: 00000018 CR3: 01a4c000 CR4: 000006d0',
      'Call Trace:',
      ' shelf_empty+0x20/0x50'
    ],
    instruction: 'shelf_take',
    registers: { EAX: '00000000', ESP: 'c1049f58', DS: '007b', CR2: '00000018' },
    frames: ['shelf_empty'],
    trap: 2
  },
  {
    arch: 'arm64',
    lines: [
      'Unable to handle kernel NULL pointer dereference at virtual address 0000000000000018',
      'Mem abort info:',
      '  ESR = 0x0000000096000004',
      '  EC = 0x25: DABT (current EL), IL = 32 bits',
      '[0000000000000018] user address but active_mm is swapper',
      'Internal error: Oops: 0000000096000004 [#1] SMP',
      'CPU: 1 UID: 0 PID: 7 Comm: worker Not tainted 6.15.0 #1 PREEMPT',
      'pstate: 60400005 (nZCv daif +PAN -UAO -TCO -DIT -SSBS BTYPE=--)',
      'pc : shelf_take+0x12/0x40',
      'lr : shelf_empty+0x20/0x50',
      'sp : ffff800080013e90',
      'x29: ffff800080013e90 x28: 0000000000000000 x27: ffff000000000001',
      'x2 : 0000000000000002 x1 : 0000000000000001 x0 : 0000000000000000',
      'Call trace:',
      ' shelf_take+0x12/0x40 (P)',
      ' shelf_empty+0x20/0x50',
      'Code: a9be7bfd 910003fd (f9400c00) d65f03c0'
    ],
    instruction: 'shelf_take',
    registers: { pstate: '60400005', sp: 'ffff800080013e90', x27: 'ffff000000000001', x0: '0000000000000000' },
    frames: ['shelf_take', 'shelf_empty'],
    trap: 2
  },
  {
    arch: 'arm',
    lines: [
      'Unable to handle kernel NULL pointer dereference at virtual address 00000018 when read',
      '[00000018] *pgd=00000000',
      'Internal error: Oops: 5 [#1] SMP ARM',
      'CPU: 0 PID: 7 Comm: worker Not tainted 6.1.0 #1',
      'PC is at shelf_take+0x12/0x40',
      'LR is at shelf_empty+0x20/0x50',
      'pc : [<c0100012>]    lr : [<c0100120>]    psr: 60000013',
      'sp : df811f50  ip : 00000000  fp : df811f6c',
      'r10: 00000000  r9 : c1004000  r8 : 00000001',
      'Flags: nZCv  IRQs on  FIQs on  Mode SVC_32  ISA ARM  Segment none',
      'Control: 10c5387d  Table: 4000406a  DAC: 00000051',
      'Process worker (pid: 7, stack limit = 0x(ptrval))',
      'Stack: (0xdf811f50 to 0xdf812000)',
      '1f40:                                     c0100120 00000000 c1004000 df811f6c',
      ' shelf_take from shelf_empty+0x20/0x50',
      'Code: e92d4800 e28db004 (e5900018) e8bd8800'
    ],
    instruction: 'shelf_take',
    registers: { pc: 'c0100012', psr: '60000013', sp: 'df811f50', r9: 'c1004000' },
    frames: ['shelf_take', 'shelf_empty'],
    trap: 2
  },
  {
    arch: 'riscv64',
    lines: [
      'Unable to handle kernel NULL pointer dereference at virtual address 0000000000000018',
      'Oops [#1]',
      'CPU: 0 UID: 0 PID: 7 Comm: worker Not tainted 6.12.0 #1',
      'epc : shelf_take+0x12/0x40',
      ' ra : shelf_empty+0x20/0x50',
      'epc : ffffffff80000012 ra : ffffffff80000120 sp : ff20000000013e90',
      ' gp : ffffffff81a00000 tp : ff60000001e00000 t0 : 0000000000000000',
      ' s10: 0000000000000000 s11: 0000000000000001 t3 : 0000000000000002',
      'status: 0000000200000120 badaddr: 0000000000000018 cause: 000000000000000d',
      '[<ffffffff80000012>] shelf_take+0x12/0x40',
      '[<ffffffff80000120>] shelf_empty+0x20/0x50',
      'Code: 1141 e422 0800 (6d08) 8082'
    ],
    instruction: 'shelf_take',
    registers: {
      epc: 'ffffffff80000012',
      sp: 'ff20000000013e90',
      s11: '0000000000000001',
      badaddr: '0000000000000018'
    },
    frames: ['shelf_take', 'shelf_empty'],
    trap: 3
  },
  {
    arch: 's390x',
    lines: [
      'Unable to handle kernel pointer dereference in virtual kernel address space',
      'Failing address: 0000000000000000 TEID: 0000000000000803',
      'Fault in home space mode while using kernel ASCE.',
      'AS:0000000001a3c007 R3:0000000000000024',
      'Oops: 0004 ilc:2 [#1] SMP',
      'CPU: 0 PID: 7 Comm: worker Not tainted 6.1.0 #1',
      'Hardware name: IBM 8561 T01 703 (LPAR)',
      'Krnl PSW : 0704c00180000000 0000000000100012 (shelf_take+0x12/0x40)',
      '           R:0 T:1 IO:1 EX:1 Key:0 M:1 W:0 P:0 AS:3 CC:2 PM:0 RI:0 EA:3',
      'Krnl GPRS: 0000000000000001 0000000000000010 000000004eca57bf 000000004eca57be',
      '           0000030000000004 00000000309ccb05 00000000384e5406 00000000384e5407',
      'Krnl Code: 0000000000100008: e3a0b0180004        lg      %r10,24(%r11)',
      '          #0000000000100012: a7f40001            brc     15,0000000000100014',
      'Call Trace:',
      ' [<0000000000100012>] shelf_take+0x12/0x40',
      '([<0000000000100120>] shelf_empty+0x20/0x50)'
    ],
    instruction: 'shelf_take',
    registers: { r0: '0000000000000001', r3: '000000004eca57be', r4: '0000030000000004', r7: '00000000384e5407' },
    frames: ['shelf_take', 'shelf_empty'],
    trap: null
  },
  {
    arch: 'powerpc',
    lines: [
      'BUG: Kernel NULL pointer dereference on read at 0x00000018',
      'Faulting instruction address: 0xc000000000100012',
      'Oops: Kernel access of bad area, sig: 11 [#1]',
      'LE PAGE_SIZE=64K MMU=Radix SMP NR_CPUS=2048 NUMA pSeries',
      'CPU: 0 PID: 7 Comm: worker Not tainted 6.1.0 #1',
      'NIP:  c000000000100012 LR: c000000000100120 CTR: c000000000200000',
      'REGS: c000000003a0b6d0 TRAP: 0300   Not tainted  (6.1.0)',
      'MSR:  8000000002009033 <SF,VEC,EE,ME,IR,DR,RI,LE>  CR: 44022222  XER: 00000000',
      'CFAR: c000000000100000 DAR: 0000000000000018 DSISR: 40000000 IRQMASK: 1 ',
      'GPR00: c000000000100120 c000000003a0b970 c0000000013b7d00 0000000000000000 ',
      'GPR04: 0000000000000004 0000000000000005 0000000000000006 0000000000000007 ',
      'NIP [c000000000100012] shelf_take+0x12/0x40',
      'LR [c000000000100120] shelf_empty+0x20/0x50',
      'Call Trace:',
      '[c000000003a0b970] [c000000000100120] shelf_empty+0x20/0x50 (unreliable)',
      'Instruction dump:',
      '7c0802a6 f8010010 <e8630018> 4e800020'
    ],
    instruction: 'shelf_take',
    registers: { NIP: 'c000000000100012', MSR: '8000000002009033', DAR: '0000000000000018', r5: '0000000000000005' },
    frames: ['shelf_empty'],
    trap: 2
  },
  {
    arch: 'mips',
    lines: [
      'CPU 0 Unable to handle kernel paging request at virtual address 00000018, epc == 80100012, ra == 80100120',
      'Oops[#1]:',
      'CPU: 0 PID: 7 Comm: worker Not tainted 6.1.0 #1',
      '$ 0   : 00000000 10008400 00000000 00000003',
      '$ 4   : 00000004 00000005 00000006 00000007',
      'Hi    : 00000001',
      'Lo    : 00000002',
      'epc   : 80100012 shelf_take+0x12/0x40',
      'ra    : 80100120 shelf_empty+0x20/0x50',
      'Status: 10008403\tKERNEL EXL IE ',
      'Cause : 40808008 (ExcCode 02)',
      'BadVA : 00000018',
      'Call Trace:',
      '[<80100012>] shelf_take+0x12/0x40',
      '[<80100120>] shelf_empty+0x20/0x50',
      'Code: 27bdffe8  afbf0014 <8c820018> 03e00008'
    ],
    instruction: 'shelf_take',
    registers: { r3: '00000003', r7: '00000007', Hi: '00000001', BadVA: '00000018', Cause: '40808008' },
    frames: ['shelf_take', 'shelf_empty'],
    trap: 2
  },
  {
    arch: 'loongarch',
    lines: [
      'CPU 0 Unable to handle kernel paging request at virtual address 0000000000000018, era == 9000000000100012, ra == 9000000000100120',
      'Oops[#1]:',
      'CPU: 0 PID: 7 Comm: worker Not tainted 6.6.0 #1',
      'pc 9000000000100012 ra 9000000000100120 tp 9000000107774000 sp 9000000107777890',
      'a0 0000000000000000 a1 0000000000000001 a2 0000000000000002 a3 0000000000000003',
      't8 000000000000003c u0 00000000000000b4 s9 900000010006f880 s0 9000000004a4b000',
      '   ra: 9000000000100120 shelf_empty+0x20/0x50',
      '  ERA: 9000000000100012 shelf_take+0x12/0x40',
      ' CRMD: 000000b0 (PLV0 -IE -DA +PG DACF=CC DACM=CC -WE)',
      ' BADV: 0000000000000018',
      'Call Trace:',
      '[<9000000000100012>] shelf_take+0x12/0x40',
      '[<9000000000100120>] shelf_empty+0x20/0x50',
      'Code: 02c0c2cd  0015004c <28c06084> 4c000020'
    ],
    instruction: 'shelf_take',
    registers: { pc: '9000000000100012', a3: '0000000000000003', u0: '00000000000000b4', BADV: '0000000000000018' },
    frames: ['shelf_take', 'shelf_empty'],
    trap: 2
  },
  {
    arch: 'm68k',
    lines: [
      'Unable to handle kernel NULL pointer dereference at virtual address (ptrval)',
      'Oops: 00000000',
      'PC: [<00100012>] shelf_take+0x12/0x40',
      'SR: 2704  SP: 00a8dd5c  a2: 009f8ca0',
      'd0: 00000000    d1: 00000001    d2: 00000002    d3: 00000003',
      'Process worker (pid: 7, task=(ptrval))',
      'Frame format=7 eff addr=0000007a ssw=0505 faddr=0000007a',
      'wb 1 stat/addr/data: 0000 00000000 00000000',
      'push data: 00000000 00000000 00000000 00000000',
      'Stack from 00a8dd98:',
      '        00100120 00000000 00a8ddb0 00000001 00000002 00000003 00000004 00000005',
      'Call Trace: [<00100120>] shelf_empty+0x20/0x50',
      ' [<00100200>] shelf_scan+0x1/0x2',
      'Code: 4e56 0000 206e 0008 <2028> 0018 4e5e 4e75'
    ],
    instruction: 'shelf_take',
    registers: { d3: '00000003', SP: '00a8dd5c', SR: '2704' },
    frames: ['shelf_empty', 'shelf_scan'],
    trap: 4
  },
  {
    arch: 'parisc',
    lines: [
      'Kernel panic - not syncing: Kernel Fault',
      'Kernel Fault: Code=15 (Data TLB miss fault) (Addr 0000000000000018)',
      'CPU: 0 PID: 7 Comm: worker Not tainted 6.1.0 #1',
      '     YZrvWESTHLNXBCVMcbcbcbcbOGFRQPDI',
      'PSW: 00001000000001101111111100001111 Not tainted',
      'r00-03  000000000806ff0f 0000000040bd0000 0000000040100120 00000000413e4000',
      'r04-07  0000000000000004 0000000000000005 0000000000000006 0000000000000007',
      'sr00-03  0000000000000000 0000000000000000 0000000000000000 0000000000000000',
      'IASQ: 0000000000000000 0000000000000000 IAOQ: 0000000040100012 0000000040100016',
      ' IIR: 0f80109c    ISR: 0000000000000000  IOR: 0000000000000018',
      ' CPU:        0   CR30: 00000000413e0000 CR31: ffffffffffffffff',
      ' ORIG_R28: 0000000000000000',
      ' IAOQ[0]: shelf_take+0x12/0x40',
      ' IAOQ[1]: shelf_take+0x16/0x40',
      ' RP(r2): shelf_empty+0x20/0x50',
      'Backtrace:',
      ' [<0000000040100120>] shelf_empty+0x20/0x50'
    ],
    instruction: 'shelf_take',
    registers: { r0: '000000000806ff0f', r7: '0000000000000007', IOR: '0000000000000018' },
    frames: ['shelf_empty'],
    trap: null
  },
  {
    arch: 'sparc',
    lines: [
      'Unable to handle kernel NULL pointer dereference',
      'worker(7): Oops [#1]',
      'CPU: 0 PID: 7 Comm: worker Not tainted 6.1.0 #1',
      'TSTATE: 0000004411001605 TPC: 0000000000500012 TNPC: 0000000000500016 Y: 00000000    Not tainted',
      'TPC: <shelf_take+0x12/0x40>',
      'g0: 0000000000000000 g1: 0000000000000001 g2: 0000000000000002 g3: 0000000000000003',
      'o4: 0000000000000004 o5: 0000000000000005 sp: fff8000100000461 ret_pc: 0000000000500120',
      'RPC: <shelf_empty+0x20/0x50>',
      'Call Trace:',
      '[0000000000500120] shelf_empty+0x20/0x50',
      'Instruction DUMP: 9de3bf50  c25e2018 <c2588000> 81cfe008'
    ],
    instruction: 'shelf_take',
    registers: { TPC: '0000000000500012', g3: '0000000000000003', sp: 'fff8000100000461' },
    frames: ['shelf_empty'],
    trap: 2
  }
]

test.each(goldens.map((golden) => [golden.arch, golden] as const))('%s', (_, golden) => {
  const report = reportOf(golden.lines)
  expect(report.arch).toBe(golden.arch)
  expect(report.lines.filter((line) => line.kind === 'unknown').map((line) => line.text)).toEqual([])
  expect(report.registers.map((set) => set.instruction?.function)).toEqual([golden.instruction])
  const values = Object.fromEntries((report.registers[0]?.registers ?? []).map(({ name, value }) => [name, value]))
  expect(values).toMatchObject(golden.registers)
  expect(report.stacks[0]?.frames.map((frame) => frame.function)).toEqual(golden.frames)
  expect(report.code[0]?.trap ?? null).toBe(golden.trap)
})

test('traces that other CPUs were asked for stand apart', () => {
  const report = reportOf([
    'watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [worker:7]',
    'CPU: 1 PID: 7 Comm: worker Not tainted 6.1.0 #1',
    'RIP: 0010:shelf_take+0x12/0x40',
    'Call Trace:',
    ' shelf_empty+0x20/0x50',
    'Sending NMI from CPU 1 to CPUs 0:',
    'NMI backtrace for cpu 0',
    'CPU: 0 PID: 8 Comm: idler Not tainted 6.1.0 #1',
    'RIP: 0010:shelf_wait+0x12/0x40',
    'Call Trace:',
    ' shelf_sleep+0x20/0x50'
  ])
  expect(report.stacks.map((stack) => [stack.kind, stack.frames[0]?.function])).toEqual([
    ['crash', 'shelf_empty'],
    ['other-cpu', 'shelf_sleep']
  ])
})

test('what the debugger of powerpc shows is of the crash that stopped in it', () => {
  const log = [
    '[  100.000001] BUG: Unable to handle kernel data access on write at 0x6b6b6b6b6b6b6b6b',
    '[  100.000002] Faulting instruction address: 0xc000000000100012',
    'cpu 0x5: Vector: 380 (Data SLB Access) at [c00000001fbd6fc0]',
    '    pc: c000000000100012: shelf_take+0x12/0x40',
    '    lr: c000000000100120: shelf_empty+0x20/0x50',
    '   dar: 6b6b6b6b6b6b6b6b',
    '  current = 0xc000000022536580',
    '    pid   = 7, comm = worker',
    'enter ? for help',
    '[link register   ] c000000000100120 shelf_empty+0x20/0x50',
    '[c00000001fbd7260] c000000000100130 shelf_peek+0x60/0xa0 (unreliable)',
    '[c00000001fbd7290] c000000000100220 shelf_scan+0x20/0x50',
    'c00000001fbd7350 c000000000100320 shelf_open+0x20/0x50'
  ]
  const { reports } = parseLog(new TextEncoder().encode(log.map((line) => `${line}\n`).join('')))
  expect(reports.map((report) => [report.title, report.arch, report.facts.command?.value])).toEqual([
    ['BUG: unable to handle kernel paging request in shelf_take', 'powerpc', 'worker']
  ])
  expect(reports[0]?.stacks[0]?.frames.map((frame) => [frame.function, frame.address, frame.reliable])).toEqual([
    ['shelf_peek', 'c000000000100130', false],
    ['shelf_scan', 'c000000000100220', true],
    ['shelf_open', 'c000000000100320', true]
  ])
})

test('a trace whose addresses a page on the web swallowed keeps its functions', () => {
  const report = reportOf([
    'Unable to handle kernel NULL pointer dereference at virtual address 00000018',
    'PC is at shelf_take+0x12/0x40',
    '[] (shelf_take) from [] (shelf_empty+0x20/0x50)',
    '[] (shelf_empty) from [] (shelf_scan+0x20/0x50)'
  ])
  expect(report.stacks[0]?.frames.map((frame) => frame.function)).toEqual(['shelf_take', 'shelf_empty', 'shelf_scan'])
  const other = reportOf([
    'general protection fault: 0000 [#1] SMP',
    'Call Trace:',
    ' [] shelf_take+0x12/0x40',
    ' [] ? f+0x1/0x2'
  ])
  expect(other.stacks[0]?.frames.map((frame) => [frame.function, frame.reliable])).toEqual([
    ['shelf_take', true],
    ['f', false]
  ])
})
