import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'

const reportOf = (lines: readonly string[]) => {
  const log = lines.map((line) => `${line}\n`).join('')
  const { reports } = parseLog(new TextEncoder().encode(log))
  expect(reports).toHaveLength(1)
  return { report: reports[0], log }
}

const header = ['Unable to handle kernel NULL pointer dereference at virtual address 00000018', 'Oops: 0000']

test('several frames of a row are each at their place', () => {
  const { report, log } = reportOf([
    ...header,
    'EIP is at shelf_take+0x12/0x40',
    'Call Trace: [<c0123400>] shelf_peek+0x1/0x50',
    ' [<c0123500>] shelf_empty+0x20/0x50 [<c0123600>] shelf_scan+0x20/0x50 [crane]',
    ' [<c0108f97>] syscall_call+0x7/0xb'
  ])
  const [stack] = report?.stacks ?? []
  expect(stack?.title).toBe('Call Trace:')
  expect(stack?.frames.map(({ span }) => log.slice(span.startByte, span.endByte))).toEqual([
    '[<c0123400>] shelf_peek+0x1/0x50',
    '[<c0123500>] shelf_empty+0x20/0x50',
    '[<c0123600>] shelf_scan+0x20/0x50 [crane]',
    '[<c0108f97>] syscall_call+0x7/0xb'
  ])
  expect(stack?.frames.map(({ module }) => module)).toEqual([null, null, 'crane', null])
})

test('2.4 has the module before the offset', () => {
  const { report } = reportOf([
    ...header,
    'CPU:    0',
    'EIP:    0010:[<c0123456>]    Not tainted',
    'EFLAGS: 00010246',
    'EIP is at shelf_take [crane] 0x12 (2.4.20-8)',
    'eax: 00000000   ebx: c1000000   ecx: 00000001   edx: c1000004',
    'Call Trace:   [<c0123500>] shelf_empty [crane] 0x20 (0xc1049f60))',
    '[<c0108f97>] system_call [kernel] 0x33 (0xc1049fc0))'
  ])
  expect(report?.title).toBe('BUG: unable to handle kernel NULL pointer dereference in shelf_take')
  expect(report?.registers[0]?.instruction).toMatchObject({ function: 'shelf_take', module: 'crane', offset: 0x12 })
  expect(report?.stacks[0]?.frames.map((frame) => [frame.function, frame.module, frame.offset])).toEqual([
    ['shelf_empty', 'crane', 0x20],
    ['system_call', null, 0x33]
  ])
  expect(report?.lines.filter(({ kind }) => kind === 'unknown')).toEqual([])
})

test('where s390 jumped last is no caller', () => {
  const { report } = reportOf([
    'Oops: 0004 ilc:1 [#1] SMP',
    'Krnl PSW : 0704c00180000000 0000000000000002 (0x2)',
    'Call Trace:',
    '([<0000000000100120>] shelf_empty+0x20/0x50)',
    'Last Breaking-Event-Address:',
    ' [<0000000000100118>] shelf_fill+0x18/0x50'
  ])
  expect(report?.stacks[0]?.frames.map((frame) => frame.function)).toEqual(['shelf_empty'])
  expect(report?.lines.at(-1)?.kind).toBe('register')
})
