import { digits, hexDigits, type LineShape, type LineWords } from './line-kind.ts'

/** Registers, page tables and code, as each architecture's show_regs and die print them. */
export const registerWords: readonly LineWords[] = [
  {
    kind: 'instruction',
    starts: [
      'RIP:',
      'EIP:',
      'EIP is at',
      'PC is at',
      'LR is at',
      'pc is at',
      'ra is at',
      'PR is at',
      'ip is at',
      'pc : ',
      'lr : ',
      'epc : ',
      'epc:',
      'epc   :',
      'ra    :',
      'Krnl PSW',
      'era:',
      'IAOQ',
      'IASQ',
      'ERA:',
      'IAOQ[',
      'RP(r2):',
      'NIP  :',
      'pc :',
      'lr :'
    ]
  },
  {
    kind: 'code',
    starts: [
      'Code:',
      'Krnl Code:',
      'Instruction dump:',
      'Bad RIP value',
      'Unable to access opcode',
      'Instruction DUMP:',
      'User Code:',
      'XXX'
    ]
  },
  {
    kind: 'register',
    starts: [
      'Exception class',
      'tsk->{mm,active_mm}->',
      'SS = ',
      'FnV = ',
      'S1PTW = ',
      'RSP <',
      'ESP ',
      'PACATMSCRATCH',
      '[pgd',
      'Oops regs',
      'printing eip:',
      '*pgd',
      'Flags: ',
      'pstate:',
      'sp : ',
      'Control:',
      'Table:',
      'FAR_EL1',
      'ESR_',
      'Mem abort info:',
      'Data abort info:',
      'SET = ',
      'EA = ',
      'FSC = ',
      'ISV = ',
      'CM = ',
      'GCS = ',
      'user pgtable:',
      'swapper pgtable:',
      '#PF:',
      '#PF error:',
      '*pde',
      'User process fault',
      'Krnl GPRS:',
      'User PSW',
      'Last Breaking-Event',
      'R:0 T:',
      'psr:',
      'xPSR',
      'xtregs',
      'ORIG_RAX',
      'Exception Code',
      'Register r',
      'Register R'
    ]
  }
]

export const registerShapes: readonly LineShape[] = [
  {
    kind: 'instruction',
    example: 'NIP [c00000000041aec8] f+0x10/0x20',
    first: 'NL',
    second: 'IR',
    pattern: /^(?:NIP|LR) (?:\[[0-9a-fA-F]{8,16}\]|(?:[0-9a-f]{8,16} )?[A-Za-z_.][\w.$]{0,255}\+0x)/
  },
  {
    kind: 'instruction',
    example: 'PC: [<0012f0c4>] f+0x10/0x20',
    first: 'PLpITR',
    second: 'CRcPI7',
    pattern: /^(?:PC|LR|pc|IP|TPC|RPC|RIP|EIP|I7): {0,4}[[<(\w]/
  },
  { kind: 'instruction', example: 'RIP  [<ffffffff81000000>] f+0x10/0x20', first: 'RE', pattern: /^[RE]IP {1,2}\[</ },
  {
    kind: 'instruction',
    example: 'PSW : 0704c00180000000 00000000309cccc4',
    first: 'PU',
    // That of parisc is a row of bits.
    pattern: /^(?:User )?PSW ?: (?![01]{32})[01]?[0-9a-f]{8,32}/
  },
  // arch/x86/mm/fault.c, dump_pagetable; arch/arm/mm/fault.c, show_pte.
  {
    kind: 'register',
    example: 'PGD 1943049067 P4D 194304e067 PUD 0',
    first: 'Pp',
    pattern: /^(?:PGD|P4D|PUD|PMD|PTE|pgd|pmd) (?:= )?(?:0|[0-9a-f]{1,16}|\(ptrval\))(?: |$)/
  },
  {
    kind: 'register',
    example: '[60de655e] *pgd=00000000',
    first: '[',
    pattern: /^\[ ?[0-9a-f]{8,16}\] (?:\*?pgd=|address between user and kernel|user address but|virtual address)/
  },
  {
    kind: 'register',
    example: 'Flags: nZCv  IRQs on  FIQs on  Mode SVC_32  ISA ARM  Segment none',
    first: 'F',
    pattern: /^Flags: [NnZzCcVv]{4} /
  },
  {
    kind: 'register',
    example: 'EC = 0x25: DABT (current EL), IL = 32 bits',
    first: 'EFSL',
    pattern: /^(?:EC|FnV|SET|EA|FSC|S1PTW|ESR|ELR|LR|FAR) = /
  },
  {
    kind: 'register',
    example: '$ 0   : 00000000 1000a400 00000000 00000001',
    first: '$',
    pattern: /^\$ ?\d{1,2} {0,4}: [0-9a-f]{8}/
  },
  {
    kind: 'register',
    example: 'Hi    : 00000000',
    first: 'HLABP',
    second: 'iocar',
    pattern: /^(?:Hi|Lo|Acx|BadVA|PrId) {1,5}: [0-9a-f]{8}/
  },
  {
    kind: 'register',
    example: 'Status: 10008403 KERNEL EXL IE',
    first: 'SC',
    second: 'ta',
    pattern: /^(?:Status|Cause) ?: [0-9a-f]{8}/
  },
  {
    kind: 'register',
    example: 'R:0 T:1 IO:1 EX:1 Key:0 M:1 W:0 P:0 AS:3 CC:2 PM:0 RI:0 EA:3',
    first: 'R',
    pattern: /^R:\d T:\d IO:\d/
  },
  {
    kind: 'register',
    example: 'Failing address: 0000000000000000 TEID: 0000000000000803',
    first: 'FT',
    pattern: /^(?:Failing address|TEID): [0-9a-f]{8,16}/
  },
  { kind: 'register', example: 'AS:0000000001a3c007 R3:0000000000000024', first: 'A', pattern: /^AS:[0-9a-f]{8,16} / },
  {
    kind: 'register',
    example: 'REGS: c0000000013b36d0 TRAP: 0700   Not tainted  (5.10.0-rc4)',
    first: 'R',
    pattern: /^REGS: [0-9a-f]{8,16} TRAP: /
  },
  {
    kind: 'register',
    example: 'MSR:  8000000002029033 <SF,VEC,EE,ME>  CR: 44022222  XER: 00000000',
    first: 'M',
    pattern: /^MSR: {1,2}[0-9a-f]{8,16}/
  },
  // arch/powerpc/kernel/process.c, __show_regs: the values may have come to stand on the next line.
  { kind: 'register', example: 'GPR04:', first: 'G', second: 'P', pattern: /^GPR\d\d:$/ },
  {
    kind: 'register',
    example: 'CFAR: c00000000041ac28 IRQMASK: 1',
    first: 'CD',
    second: 'FAE',
    pattern: /^(?:CFAR|DAR|DEAR): [0-9a-f]{8,16}/
  },
  {
    kind: 'register',
    example: 'r00-03  000000000804680f 00000040ce7fc880',
    first: 'rsf',
    second: `${digits}r`,
    pattern: /^(?:r|sr|fr)\d\d-\d\d {1,3}[0-9a-f]{8}/
  },
  {
    kind: 'register',
    example: 'YZrvWESTHLNXBCVMcbcbcbcbOGFRQPDI',
    first: 'YP',
    pattern: /^(?:YZrvWESTHLNXBCVM|PSW: [01]{16})/
  },
  {
    kind: 'register',
    example: 'IIR: 0f80109c    ISR: 0000000000000000  IOR: 00000000',
    first: 'IOC',
    second: 'IRP',
    pattern: /^(?:IIR|ORIG_R28|CR30): ?[0-9a-f]{8}|^CPU: {1,8}\d{1,4} {1,4}CR30: /
  },
  {
    kind: 'register',
    example: 'SR: 2704  SP: 00a8dd5c  a2: 009f8ca0',
    first: 'S',
    pattern: /^SR: [0-9a-f]{4} {1,3}SP: /
  },
  {
    kind: 'register',
    example: 'Frame format=7 eff addr=0000007a ssw=0505 faddr=0000007a',
    first: 'F',
    pattern: /^Frame format=[0-9A-F]/
  },
  {
    kind: 'register',
    example: 'wb 1 stat/addr/data: 0000 00000000 00000000',
    first: 'wpb',
    second: 'bua',
    pattern: /^(?:wb \d stat\/addr\/data|push data|baddr=|daddr=|dibuf=|ver=)/
  },
  {
    kind: 'register',
    example: 'pc 900000000304d588 ra 9000000003059644 tp 9000000107774000 sp 9000000107777890',
    first: 'pat s',
    pattern: /^(?:[a-z][a-z\d] [0-9a-f]{16} ?){2,4}$/
  },
  {
    kind: 'instruction',
    example: 'ra: 9000000003059644 f+0x10/0x20',
    first: 'rE',
    pattern: /^(?:ra|ERA): [0-9a-f]{16} /
  },
  {
    kind: 'register',
    example: 'CRMD: 000000b0 (PLV0 -IE -DA +PG DACF=CC DACM=CC -WE)',
    first: 'CPEB',
    second: 'RUCSA',
    pattern: /^(?:CRMD|PRMD|EUEN|ECFG|ESTAT|BADV|PRID): [0-9a-f]{8,16}/
  },
  {
    kind: 'register',
    example: 'TSTATE: 0000004411001605 TPC: 00000000007c1f44 TNPC: 00000000007c1f48 Y: 00000000',
    first: 'TP',
    pattern: /^(?:TSTATE|PSR): [0-9a-f]{8,16}/
  },
  {
    kind: 'register',
    example: 'status: 0000000200000120 badaddr: 0000000000000008 cause: 000000000000000d',
    first: 's',
    pattern: /^status: [0-9a-f]{8,16} /
  },
  {
    kind: 'register',
    example: 'epc : ffffffff8000f1d6 ra : ffffffff8000f1c2 sp : ff20000000613d00',
    first: 'egts',
    pattern: /^(?:epc|gp|t\d|s\d{1,2}) : [0-9a-f]{8,16}/
  },
  // arch/s390/kernel/dis.c, show_code.
  {
    kind: 'code',
    example: '#000003ffe0f675f0: af000001            mc      1,0',
    first: `${hexDigits}#*>`,
    second: `${hexDigits}#*>`,
    pattern: /^[#*>]{0,2}[0-9a-f]{16}: [0-9a-f]{4,12}[\s#]/
  },
  // arch/sparc/kernel/process_32.c, show_regs.
  {
    kind: 'register',
    example: '%G: f0012344 00000001  00000002 00000003  00000004 00000005  00000006 00000007',
    first: '%',
    pattern: /^%[GOLI]: [0-9a-f]{8} /
  },
  // arch/ia64/kernel/process.c, show_regs and do_show_stack.
  {
    kind: 'register',
    example: 'f6  : 1003e0000000000000000 f7  : 0ffdb8000000000000000',
    first: 'f',
    second: digits,
    pattern: /^f\d{1,3} {1,3}: [0-9a-f]{16,21}(?: |$)/
  },
  {
    kind: 'register',
    example: 'sp=e0000001fe09fb60 bsp=e0000001fe0993f8',
    first: 's',
    second: 'p',
    pattern: /^sp=[0-9a-f]{16} bsp=/
  },
  // arch/microblaze/kernel/process.c and arch/hexagon/kernel/vm_events.c, show_regs.
  {
    kind: 'register',
    example: 'Registers dump: mode=1',
    first: 'Rr',
    second: 'e',
    pattern: /^(?:Registers dump: mode=|restart_r0: )/
  },
  // arch/sh/kernel/disassemble.c, show_code.
  {
    kind: 'code',
    example: '->8c012344:  mov.l     @(24,r4), r0',
    first: `-${hexDigits}`,
    second: `>${hexDigits}`,
    words: [':  '],
    pattern: /^(?:->)?[0-9a-f]{8}: {2}[a-z]/
  },
  // arch/powerpc/xmon/xmon.c, xmon_show_stack and excprint.
  {
    kind: 'instruction',
    example: '[link register   ] c000000000a3abf4 f+0x10/0x20',
    first: '[',
    second: 'l',
    pattern: /^\[link register {1,4}\] [0-9a-f]{8,16}/
  },
  {
    kind: 'register',
    example: 'cpu 0x1: Vector: 300 (Data Access) at [c000000012345678]',
    first: 'c',
    pattern: /^cpu 0x[0-9a-f]{1,4}: Vector: /
  },
  {
    kind: 'register',
    example: 'msr: 8000000000009033',
    first: 'smdcp',
    second: 'psarui',
    pattern:
      /^(?:sp|msr|dar|dsisr|srr0|srr1): {1,2}[0-9a-f]{1,16}$|^(?:current|paca) {1,6}= 0x|^pid {1,6}= \d{1,10}, comm = /
  }
]
