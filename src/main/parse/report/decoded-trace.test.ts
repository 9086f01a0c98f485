import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'

/** As scripts/decode_stacktrace.sh writes a report: places in brackets for offsets, blanks closed up, code as text. */
const decoded = [
  '[   15.988130] BUG: kernel NULL pointer dereference, address: 0000000000000018',
  '[   15.988140] #PF: supervisor read access in kernel mode',
  '[   15.988150] #PF: error_code(0x0000) - not-present page',
  '[   15.988160] Oops: 0000 [#1] PREEMPT SMP',
  '[   15.988170] CPU: 1 PID: 42 Comm: gizmod Not tainted 6.1.0 #1',
  '[   15.988336] RIP: 0010:widget_put (include/linux/widget.h:85 drivers/widget.c:107 (discriminator 1)) gizmo',
  '[ 15.988340] Code: 48 8b 47 18 c3',
  'All code',
  '========',
  '   0:*\t48 8b 47 18          \tmov    0x18(%rdi),%rax\t\t<-- trapping instruction',
  '   4:\tc3                   \tret',
  '',
  'Code starting with the faulting instruction',
  '===========================================',
  '   0:\t48 8b 47 18          \tmov    0x18(%rdi),%rax',
  '[   15.988350] RSP: 0018:ffffc90000d07e10 EFLAGS: 00010246',
  '[   15.988360] RAX: 0000000000000000 RBX: ffff888012345678 RCX: 0000000000000000',
  '[   15.988400] Call Trace:',
  '[   15.988410]  <TASK>',
  '[   15.988420] ? page_fault_oops (arch/x86/mm/fault.c:711)',
  '[   15.988430] widget_release (drivers/widget.c:242) gizmo',
  '[   15.988440] __fput (fs/file_table.c:321)',
  '[   15.988450] gizmo_flush+0x10/0x20 gizmo',
  '[   15.988460] entry_SYSCALL_64_after_hwframe (arch/x86/entry/entry_64.S:120)',
  '[   15.988470]  </TASK>'
]

const [report, ...others] = parseLog(new TextEncoder().encode(decoded.map((line) => `${line}\n`).join(''))).reports

test('a trace that was decoded is a trace', () => {
  expect(others).toEqual([])
  expect(report).toMatchObject({
    title: 'BUG: unable to handle kernel NULL pointer dereference in widget_put',
    corrupted: false,
    guiltyFile: 'drivers/widget.c'
  })
  expect(report?.stacks[0]?.frames.map(({ function: name, module, reliable }) => [name, module, reliable])).toEqual([
    ['page_fault_oops', null, false],
    ['widget_release', 'gizmo', true],
    ['__fput', null, true],
    ['gizmo_flush', 'gizmo', true],
    ['entry_SYSCALL_64_after_hwframe', null, true]
  ])
  expect(report?.registers[0]?.instruction).toMatchObject({
    function: 'widget_put',
    source: { file: 'drivers/widget.c', line: 107 },
    module: 'gizmo'
  })
  expect(report?.lines.filter(({ kind }) => kind === 'unknown')).toEqual([])
})
