import { expect, test } from 'vitest'
import { parseLog } from '../parse/parse-log.ts'
import { fingerprintOf } from './fingerprint.ts'

const crashOf = (...lines: readonly string[]): readonly string[] => {
  const [report] = parseLog(Buffer.from(lines.join('\n'))).reports
  if (report === undefined) throw new Error('no report')
  return fingerprintOf(report).channels.crash
}

test('what an interrupt took the CPU from has no part in a crash in the interrupt', () => {
  const crash = crashOf(
    'BUG: KASAN: use-after-free in wobble_complete+0x12/0x40',
    'Read of size 8 at addr ffff888012345678 by task swapper/0/0',
    'CPU: 0 PID: 0 Comm: swapper/0 Not tainted 6.9.0-rc2 #1',
    'Call Trace:',
    ' <IRQ>',
    ' dump_stack+0x12/0x40',
    ' kasan_report+0x12/0x40',
    ' wobble_complete+0x12/0x40',
    ' wobble_timer+0x33/0x90',
    ' call_timer_fn+0x33/0x90',
    ' </IRQ>',
    'RIP: 0010:gadget_idle+0x11/0x20',
    ' gadget_enter+0x33/0x90',
    ' cpuidle_enter+0x33/0x90'
  )
  expect(crash).toEqual(['wobble_complete', 'wobble_timer', 'call_timer_fn'])
})

test('the instruction of a warning that panics stands in its trace, below what prints it', () => {
  const crash = crashOf(
    'WARNING: CPU: 0 PID: 99 at drivers/wobble/core.c:12 wobble_close+0x12/0x40',
    'Kernel panic - not syncing: panic_on_warn set ...',
    'CPU: 0 PID: 99 Comm: wobble Not tainted 6.9.0-rc2 #1',
    'Call Trace:',
    ' dump_stack+0x12/0x40',
    ' panic+0x12/0x40',
    ' __warn.cold+0x12/0x40',
    'RIP: 0010:wobble_close+0x12/0x40',
    ' wobble_release+0x33/0x90',
    ' __fput+0x33/0x90'
  )
  expect(crash).toEqual(['wobble_close', 'wobble_release', '__fput'])
})

test('a report without a call trace goes by the functions that its lines name', () => {
  const crash = crashOf(
    'Unable to handle kernel paging request at virtual address ff60000002f76dc0',
    'Oops [#1]',
    'CPU: 0 PID: 0 Comm: swapper/0 Not tainted 6.9.0-rc2 #1',
    'epc : 0xff60000002f76dc0',
    ' ra : wobble_done+0x14/0x1c [wobble]',
    'status: 0000000200000120 badaddr: ff60000002f76dc0 cause: 000000000000000c'
  )
  expect(crash).toEqual(['wobble_done'])
})
