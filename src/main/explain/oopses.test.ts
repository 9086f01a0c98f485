import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { explained, machine, registersX86, trace } from '../../../tests/builders/explained.ts'

const kernelTrace = trace(
  'zoo_feed+0x2a/0x90 drivers/zoo/feed.c:77',
  'zoo_ioctl+0x1c/0x40 drivers/zoo/main.c:31',
  '__x64_sys_ioctl+0x97/0xc0 fs/ioctl.c:892',
  'do_syscall_64+0x4b/0x110 arch/x86/entry/common.c:83',
  'entry_SYSCALL_64_after_hwframe+0x77/0x7f'
)

/** `mov 0x18(%rax),%rdx` behind two whole instructions and the tail of another. */
const movCode = 'Code: ff ff 48 89 fb 48 8b 43 08 <48> 8b 50 18 48 89 d7 e8 11 22 33 44'

const pageFault = (
  address: string,
  words: string,
  code: string,
  registers: Readonly<Record<string, string>>,
  taint?: string
): string =>
  [
    words.replace('ADDRESS', address),
    '#PF: supervisor read access in kernel mode',
    '#PF: error_code(0x0000) - not-present page',
    'PGD 0 P4D 0 ',
    'Oops: Oops: 0000 [#1] SMP PTI',
    machine(taint),
    'RIP: 0010:zoo_weigh+0x19/0x60 drivers/zoo/weigh.c:12',
    code,
    registersX86({ ...registers, CR2: address }),
    kernelTrace,
    'Modules linked in:',
    `CR2: ${address}`,
    '---[ end trace 0000000000000000 ]---'
  ].join('\n')

const nullWords = 'BUG: kernel NULL pointer dereference, address: ADDRESS'
const pageWords = 'BUG: unable to handle page fault for address: ADDRESS'

describe('the operand that led to a refused address', () => {
  test('an offset from a NULL register', () => {
    const { sentence, claims, code } = explained(pageFault('0000000000000018', nullWords, movCode, { RAX: '0' }))
    expect(sentence?.text).toBe(
      'NULL pointer dereference: offset 0x18 from RAX = 0, in zoo_weigh() at drivers/zoo/weigh.c:12, task quokka, kernel 6.15-rc7'
    )
    expect(claims[0]).toMatchObject({
      kind: 'access',
      text: 'mov 0x18(%rax),%rdx needs 8 bytes at 0x18: offset 0x18 from RAX = 0'
    })
    expect(code[0]?.rows.find(({ trapping }) => trapping)).toEqual({
      offset: 9,
      functionOffset: 0x19,
      bytes: '48 8b 50 18',
      text: 'mov    0x18(%rax),%rdx',
      trapping: true
    })
  })

  test('nothing is said of a register when the sum is not the address', () => {
    const { sentence, texts } = explained(pageFault('0000000000000020', nullWords, movCode, { RAX: '0' }))
    expect(sentence?.text).toContain('NULL pointer dereference: address 0x20, in zoo_weigh()')
    expect(texts.filter((text) => text.includes('RAX'))).toEqual([])
  })

  test('an address that stands in the instruction', () => {
    const code = 'Code: 48 89 fb <c7> 04 25 08 00 00 00 00 00 00 00 c3'
    expect(explained(pageFault('0000000000000008', nullWords, code, {})).sentence?.text).toContain(
      'NULL pointer dereference: absolute address 0x8, in zoo_weigh()'
    )
  })

  test('an error number that was taken for a pointer', () => {
    const { sentence } = explained(pageFault('0000000000000006', nullWords, movCode, { RAX: 'ffffffffffffffee' }))
    expect(sentence?.text).toContain(
      'Error pointer dereference: offset 0x18 from RAX = 0xffffffffffffffee (-EXDEV), in'
    )
  })

  test('base, index and scale', () => {
    const code = 'Code: 48 89 fb <8b> 44 8b 10 c3'
    const { sentence } = explained(pageFault('0000000100000014', pageWords, code, { RBX: '100000000', RCX: '1' }))
    expect(sentence?.text).toContain(
      'Page fault: read at 0x100000014, offset 0x10 and RCX = 0x1 times 4 from RBX = 0x100000000'
    )
  })

  test.each([
    ['dead000000000118', 'dead000000000100', 'RAX = 0xdead000000000100 is LIST_POISON1'],
    ['dead00000000013a', 'dead000000000122', 'RAX = 0xdead000000000122 is LIST_POISON2'],
    ['6b6b6b6b6b6b6b83', '6b6b6b6b6b6b6b6b', 'RAX = 0x6b6b6b6b6b6b6b6b is POISON_FREE'],
    ['5a5a5a5a5a5a5a72', '5a5a5a5a5a5a5a5a', 'RAX = 0x5a5a5a5a5a5a5a5a is POISON_INUSE'],
    ['0000000000000006', 'ffffffffffffffee', 'RAX = 0xffffffffffffffee is -18, which is -EXDEV where it is an error'],
    ['000000000000000c', 'fffffffffffffff4', 'RAX = 0xfffffffffffffff4 is -12, which is -ENOMEM where it is an error']
  ])('%s through %s', (address, rax, said) => {
    const { claims, sentence } = explained(pageFault(address, pageWords, movCode, { RAX: rax }))
    expect(sentence?.text).toContain(`offset 0x18 from RAX = 0x${rax} (`)
    const claim = claims.find(({ text }) => text.startsWith(said))
    expect(claim?.kind).toBe('value')
    // The lines of the code and of RAX.
    expect(claim?.lines).toEqual([9, 11])
  })

  test('a jump to a bad address', () => {
    const log = [
      'BUG: kernel NULL pointer dereference, address: 0000000000000000',
      '#PF: supervisor instruction fetch in kernel mode',
      'Oops: 0010 [#1] SMP',
      machine(),
      'RIP: 0010:0x0',
      'Code: Unable to access opcode bytes at RIP 0xffffffffffffffd6.',
      registersX86({ CR2: 'ffffffffffffffd6' }),
      kernelTrace
    ].join('\n')
    const { sentence, texts, code } = explained(log)
    expect(sentence?.text).toContain('NULL pointer dereference: code was to run at address 0')
    expect(texts).toContain('The CPU was sent to 0 to run code there')
    expect(code).toEqual([])
  })
})

const gpf = (address: string, range: string, registers: Readonly<Record<string, string>>): string =>
  [
    `Oops: general protection fault, probably for non-canonical address 0x${address}: 0000 [#1] SMP KASAN PTI`,
    `KASAN: null-ptr-deref in range [${range}]`,
    machine(),
    'RIP: 0010:zoo_weigh+0x20/0x60 drivers/zoo/weigh.c:12',
    // lea 0x218(%rbx),%r12; mov %r12,%rdx; movabs; shr $3,%rdx; cmpb $0,(%rdx,%rax,1)
    'Code: 4c 8d a3 18 02 00 00 4c 89 e2 48 b8 00 00 00 00 00 fc ff df 48 c1 ea 03 <80> 3c 02 00 0f 85 11 01 00 00',
    registersX86(registers),
    kernelTrace
  ].join('\n')

describe('KASAN shadow', () => {
  test('the range and the pointer it came from', () => {
    const { sentence, texts } = explained(
      gpf('dffffc0000000043', '0x0000000000000218-0x000000000000021f', {
        RAX: 'dffffc0000000000',
        RDX: '43',
        RBX: '0',
        R12: '218'
      })
    )
    expect(sentence?.text).toContain('NULL pointer dereference: offset 0x218 from RBX = 0, in zoo_weigh()')
    expect(texts[0]).toBe(
      'KASAN looked up the shadow of 0x218 to 0x21f: cmpb $0x0,(%rdx,%rax,1) reads 0xdffffc0000000043, one shadow byte for 8 of memory'
    )
  })

  test('without fitting registers only the range that the kernel prints', () => {
    const { sentence, texts } = explained(
      gpf('dffffc0000000003', '0x0000000000000018-0x000000000000001f', { RAX: '5', RDX: '6' })
    )
    expect(sentence?.text).toContain('NULL pointer dereference: address 0x18 to 0x1f, in zoo_weigh()')
    expect(texts[0]).toBe('0xdffffc0000000003 is the KASAN shadow of 0x18 to 0x1f')
  })
})

test('arm64: the operand, and a tag in the address', () => {
  const log = [
    'Unable to handle kernel paging request at virtual address dead000000000108',
    'Mem abort info:',
    '  ESR = 0x0000000096000044',
    '[dead000000000108] address between user and kernel address ranges',
    'Internal error: Oops: 0000000096000044 [#1] PREEMPT SMP',
    machine(),
    'pstate: 60400005 (nZCv daif +PAN -UAO -TCO -DIT -SSBS BTYPE=--)',
    'pc : zoo_leave+0x14/0x40 drivers/zoo/leave.c:9',
    'lr : zoo_ioctl+0x20/0x60',
    'sp : ffff80008a3bbc30',
    'x29: ffff80008a3bbc30 x28: ffff0000c2a80000 x27: 0000000000000000',
    'x2 : 0000000000000001 x1 : dead000000000100 x0 : ffff0000c2a81000',
    'Call trace:',
    ' zoo_leave+0x14/0x40 drivers/zoo/leave.c:9',
    ' zoo_ioctl+0x20/0x60 drivers/zoo/main.c:31',
    'Code: aa0003f3 f9400001 f9400402 d503201f (f9000422) ',
    '---[ end trace 0000000000000000 ]---'
  ].join('\n')
  const { sentence, texts, code } = explained(log)
  expect(sentence?.text).toContain(
    'offset 0x8 from x1 = 0xdead000000000100 (LIST_POISON1), in zoo_leave() at drivers/zoo/leave.c:9'
  )
  expect(texts).toContain('str x2, [x1, #8] needs 0xdead000000000108: offset 0x8 from x1 = 0xdead000000000100')
  expect(texts.some((text) => text.startsWith('x1 = 0xdead000000000100 is LIST_POISON1'))).toBe(true)
  expect(code[0]?.rows.at(-1)).toMatchObject({ text: 'str\tx2, [x1, #8]', trapping: true, bytes: 'f9000422' })
})

test('the report of the seed: kernel BUG, ud2 marked, user code apart', () => {
  const seed = new URL('../../../tests/fixtures/bcachefs-btree-path-level-init.log', import.meta.url).pathname
  const { sentence, texts, code, values } = explained(readFileSync(seed, 'utf8'))
  expect(sentence).toEqual({
    kind: 'crash',
    text: 'kernel BUG at fs/bcachefs/btree_iter.c:619 in bch2_btree_path_level_init(), task syz-executor553, kernel 6.15-rc7',
    lines: [4, 6, 8]
  })
  expect(texts).toContain('ud2 is how BUG() and WARN() stop the CPU')
  expect(code.map(({ mode, line }) => [mode, line])).toEqual([
    ['kernel', 9],
    ['user', 46]
  ])
  const trapping = code[0]?.rows.find((row) => row.trapping)
  expect(trapping).toEqual({ offset: 0x2a, functionOffset: 0x9f5, bytes: '0f 0b', text: 'ud2', trapping: true })
  expect(values.find(({ register }) => register === 'R10')?.meaning).toContain('KASAN_SHADOW_OFFSET')
})

test('taint letters are spelled out', () => {
  const { claims } = explained(
    pageFault('0000000000000018', nullWords, movCode, { RAX: '0' }, 'Tainted: G        W  O')
  )
  const taint = claims.find(({ kind }) => kind === 'taint')
  expect(taint?.text).toMatch(/^Tainted: .*W \(.+\), O \(.+\)$/)
  expect(taint?.lines).toEqual([6])
})

test('recursion is counted', () => {
  const deep = Array.from({ length: 6 }, () => ['zoo_count+0x40/0x80', 'zoo_count_cage+0x10/0x20']).flat()
  const log = [
    'kernel BUG at drivers/zoo/count.c:8!',
    'Oops: invalid opcode: 0000 [#1] SMP',
    machine(),
    trace(...deep)
  ].join('\n')
  expect(explained(log).texts).toContain('zoo_count() stands 6 times in the call trace')
})
