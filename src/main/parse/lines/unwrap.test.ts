import { expect, test } from 'vitest'
import { createLineSplitter } from './split-lines.ts'
import { createUnwrapper } from './unwrap.ts'
import { saysSomething } from '../report/says-something.ts'

const unwrapped = (lines: readonly string[]): readonly string[] => {
  const out: string[] = []
  const unwrapper = createUnwrapper(saysSomething, (line) => out.push(line.text))
  const splitter = createLineSplitter(unwrapper.take)
  splitter.push(new TextEncoder().encode(lines.join('\n')))
  splitter.end()
  unwrapper.end()
  return out
}

test.each([
  ['[   15.368775] Unable to handle kernel NULL pointer dereference at virtual', 'address 00000000'],
  ['[<c010e99c>] (unwind_backtrace_of_somewhere) from [<c010aa78>]', '(show_stack+0x10/0x14)'],
  ['[   39.0] Modules linked in: alpha beta_net gamma_gpio delta(C) epsilon zeta', 'eta theta'],
  ['> CPU: 2 PID: 28933 Comm: worker/2:1 Not tainted 6.4.0-rc6-example-next-62-long', '> #1 SMP'],
  ['Code: 89 f7 e8 2e 8b 06 fe e9 8d fb ff ff e8 04 b6 a6 fd 90 0f 0b e8 fc b5 a6 fd', '90 <0f> 0b e8 fc'],
  ['BUG: KASAN: use-after-free in a_function_of_some_length+0x1f0/0x2b0 at addr', 'ffff8800a5b9c8d0'],
  [' #1:  (&some_lock_with_a_name_of_some_length){+.+.}, at: [<ffffffff81234560>]', 'a_function+0x12/0x34'],
  ['FS:  00007f8f2542e6c0(0000) GS:ffff8881266c9000(0000)', 'knlGS:0000000000000000'],
  ['addr ffffc90000fc7150 is located in stack of task worker/u4:4/169 at offset', '80 in frame:'],
  // Broken behind a word that no message ends with, within brackets, and behind nothing but the time.
  ['[   12.500000] a-worker-of-a-quite-long-name/19522 is trying to', 'acquire lock:'],
  ['a-sanitizer-#29 [0xffff8c2aae23c000-0xffff8c2aae23c01f, size=32,', 'cache=kmalloc-32] allocated by task 112:'],
  ['[   12.500000]', 'a_function_with_quite_a_long_name_that_no_line_holds.part.0+0x1a/0x2f0'],
  // No time in front of the next line: whatever it says, it is no message of its own.
  ['[   12.500000] example 0000:00:1f.2: a driver tells at length what it has found', 'on its bus'],
  ['[   12.500000] [    3.000000]', '='.repeat(66)],
  // Blanks at the break stay where they were.
  ['[   12.500000] CPU: 0 PID: 2970 Comm: worker.1 Tainted: G                 ', 'L    6.1.0-example #1'],
  // Blanks as U+00A0, as some mailers send them.
  ['[\u00a0\u00a0 12.500000] [<c02977c4>] (a_function_of_the_file_system) from [<c02aafc8>]', '(path_of+0x5/0x10)'],
  [' a_function_with_quite_a_long_name+0x123/0x456 [a_module_with_a_name]', 'drivers/example/sub/file.c:1234']
])('%s goes on', (first, rest) => {
  const mark = first.startsWith('> ') ? 2 : 0
  const blank = first.endsWith(' ') ? '' : ' '
  expect(unwrapped([first, rest])).toEqual([`${first.replaceAll('\u00a0', ' ')}${blank}${rest.slice(mark)}`])
})

test.each([
  // A line that says something by itself.
  ['RSP: 002b:00007ffe0935ed78 EFLAGS: 00000202 ORIG_RAX: 000000000000003d', 'RAX: ffffffffffffffda RBX: 0'],
  ['dd60: 977bdda0 000001ff 9684b874 80632588 000000f9 000000bf 977bddcc 00000500', 'dd80: 00000005'],
  ['task:kdevtmpfs       state:S stack:0     pid:25    ppid:2      flags:0x00004000', 'Call Trace:'],
  // A next line with a prefix, or whose first word would have fitted.
  ['[   15.368775] Unable to handle kernel NULL pointer dereference at virtual', '[   15.368776] address 00000000'],
  ['[   15.368775] Unable to handle kernel', 'address 00000000'],
  // A line that is whole by what it ends with, and one that begins a message.
  ['R13: 00007fe66648c9c0 R14: 00007fe669531040 R15: 0000000000000003', 'a_driver_of_a_bus: 1 callbacks suppressed'],
  ['WARNING: CPU: 0 PID: 0 at net/example/file_of_net.c:316 dev_function+0x648/0x770', 'Something timed out'],
  ['worker/19522 is trying to release lock (an_example_lock_of_some_length) at:', '[<00000000adc671f1>] f+0xe1/0x130'],
  ['worker/0:1/4395 [HC0[0]:SC0[0]:HE0:SE1] is trying to acquire a lock, to acquire:', 'ff78b3ec'],
  // Text of somebody, not of a kernel.
  ['Yesterday a sentence of a mail said something about a crash that it had seen', 'somewhere in the wild']
])('%s ends there', (first, second) => {
  expect(unwrapped([first, second])).toEqual([first, second])
})

test('the longest line near tells the width', () => {
  const first = 'Unable to handle kernel NULL pointer dereference at the virtual one'
  const rest = 'address or so'
  expect(unwrapped([first, rest])).toHaveLength(1)
  expect(
    unwrapped(['a line that goes on to column seventy-seven '.padEnd(70, 'x') + ' to here', first, rest])
  ).toHaveLength(3)
})

const timed = (message: string, index: number): string => `[   15.${368_775 + index}] ${message}`
const long = 'a message that no mailer would leave as it is '.repeat(3)

test('a line that was left long does not hide the breaks around it', () => {
  const first = 'Unable to handle kernel NULL pointer dereference at virtual'
  expect(unwrapped([timed(long, 0), timed(first, 1), 'address 00000000', timed(long, 2)])).toEqual([
    timed(long, 0),
    timed(`${first} address 00000000`, 1),
    timed(long, 2)
  ])
})

test('where many longer lines stand nearby, only what is known to go on was broken', () => {
  const whole = Array.from({ length: 12 }, (_, index) => timed(long, index))
  const first = timed('a driver told somebody what it had found on a bus of the machine', 12)
  expect(unwrapped([...whole, first, 'a word of another program', ...whole])).toHaveLength(26)
  expect(
    unwrapped([...whole, timed('Code: 89 f7 e8 2e 8b 06 fe e9 8d fb ff ff e8 04 b6 a6 fd', 12), '90 <0f> 0b'])
  ).toHaveLength(13)
  expect(
    unwrapped([...whole, timed('RIP: 0010:a_function_with_quite_a_long_name+0x12/0x34', 12), '[a_module]', long])
  ).toHaveLength(14)
})

test('rows of registers are lines of their own', () => {
  const rows = [
    'x29: ffff800012ddbcb0 x28: ffff0000c3e69a40 x27: 0000000000000000',
    'x26: 00000000000000c0 x25: 0000000000000002 x24: ffff80000d3ad050',
    'x23: ffff80000d3a9000 x22: 0000000000000000 x21: 0000000000000000'
  ]
  expect(unwrapped(rows)).toEqual(rows)
})

test('quoted-printable text goes on behind its own mark', () => {
  const lines = [
    '[   12.500000] page: refcount:3D1 mapcount:0 mapping:0000000000000000 index:=',
    '0x0 pfn:0x129b10',
    '[   12.500001] flags: 0x17ffffc0010200(slab|head|node=3D0|zone=3D2)',
    '[   12.500002] =3D=3D=3D=3D=3D=3D=3D=3D=3D=3D=3D=3D=3D=3D=3D=3D=3D=3D=3D=3D='
  ].map((line) => line.replace('refcount:3D1', 'refcount:1'))
  expect(unwrapped([...lines, '=3D=3D'])).toEqual([
    '[   12.500000] page: refcount:1 mapcount:0 mapping:0000000000000000 index:0x0 pfn:0x129b10',
    '[   12.500001] flags: 0x17ffffc0010200(slab|head|node=0|zone=2)',
    `[   12.500002] ${'='.repeat(22)}`
  ])
  expect(unwrapped(['[   12.500001] flags: 0x17(slab|head|node=3D0|zone=2)'])).toEqual([
    '[   12.500001] flags: 0x17(slab|head|node=3D0|zone=2)'
  ])
})

test('a terminal breaks within words', () => {
  const messages = [
    '[   12.500000] Hardware name: Example Machine (a board, of 1996), BIOS of some release',
    '[   12.500001] RSP: 0018:ffffc90004f2e608 EFLAGS: 00010293 ORIG_RAX: 00000000000000a5 or so',
    '[   12.500002] Call Trace:'
  ]
  expect(unwrapped(messages.flatMap((message) => message.match(/.{1,80}/g) ?? []))).toEqual(messages)
})

test('what stands around a log is not of its last line', () => {
  const last = '[   12.500000] Kernel panic - not syncing: Fatal exception in interrupt'
  const wider = '[   12.500000] a message that goes on to the seventy-eighth column of this text'
  expect(unwrapped([wider, last, '```'])).toHaveLength(3)
  expect(unwrapped([wider, last, 'Can anybody help?'])).toHaveLength(3)
})

test('lines with escape codes are a console, not a mail', () => {
  const first = '\u001b[32m[   15.368775] \u001b[0mUnable to handle kernel NULL pointer dereference at'
  expect(unwrapped([first, 'address 00000000'])).toHaveLength(2)
})
