import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'

const trace = ['Call Trace:', ' shelf_empty+0x20/0x50', ' shelf_scan+0x20/0x50']

/** In the words of what prints each: the machine line is missing or lost. */
const told: readonly (readonly string[])[] = [
  ['INFO: task crane/u8:2:41 blocked for more than 120 seconds.', ...trace],
  ['watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [crane/u8:2:41]', ...trace],
  ['BUG: scheduling while atomic: crane/u8:2/41/0x00000002', ...trace],
  ['BUG: using smp_processor_id() in preemptible [00000000] code: crane/u8:2/41', ...trace],
  ['BUG: spinlock bad magic on CPU#0, crane/u8:2/41', ...trace],
  [
    'BUG: sleeping function called from invalid context at mm/shelf.c:12',
    'in_atomic(): 1, irqs_disabled(): 0, non_block: 0, pid: 41, name: crane/u8:2',
    ...trace
  ],
  [
    'BUG: KASAN: use-after-free in shelf_take+0x12/0x40',
    'Write of size 8 at addr ffff888012345678 by task crane/u8:2/41',
    ...trace
  ],
  [
    'BUG: memory leak',
    'unreferenced object 0xffff888012345678 (size 64):',
    '  comm "crane/u8:2", pid 41, jiffies 4294942 (age 8.4s)',
    '  backtrace:',
    '    [<ffffffff81000020>] shelf_empty+0x20/0x50'
  ],
  ['BUG: Bad page state in process crane/u8:2  pfn:12345', ...trace],
  [
    'WARNING: possible recursive locking detected',
    '6.1.0 #1 Not tainted',
    'crane/u8:2/41 is trying to acquire lock:',
    'ffff888012345678 (&shelf->lock){+.+.}-{3:3}, at: shelf_take+0x12/0x40',
    ...trace
  ]
]

test.each(told.map((lines) => [lines[0] ?? '', lines] as const))('%s', (_, lines) => {
  const log = lines.map((line) => `${line}\n`).join('')
  const { reports } = parseLog(new TextEncoder().encode(log))
  expect(reports).toHaveLength(1)
  const { command, pid } = reports[0]?.facts ?? {}
  expect(command?.value).toBe('crane/u8:2')
  expect(command && log.slice(command.span.startByte, command.span.endByte)).toBe('crane/u8:2')
  expect(pid?.value).toBe(log.includes('page state') ? undefined : 41)
  expect(pid ? log.slice(pid.span.startByte, pid.span.endByte) : '41').toBe('41')
})

test('words that are no task name none', () => {
  const log =
    'BUG: kernel NULL pointer dereference, address: 0000000000000010\nthe crane is trying to lift\nCall Trace:\n f+0x1/0x2\n g+0x1/0x2\n'
  const { reports } = parseLog(new TextEncoder().encode(log))
  expect(reports[0]?.facts.command).toBeNull()
})
