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
  [' a_function_with_quite_a_long_name+0x123/0x456 [a_module_with_a_name]', 'drivers/example/sub/file.c:1234']
])('%s goes on', (first, rest) => {
  const mark = first.startsWith('> ') ? 2 : 0
  expect(unwrapped([first, rest])).toEqual([`${first} ${rest.slice(mark)}`])
})

test.each([
  // A line that says something by itself.
  ['RSP: 002b:00007ffe0935ed78 EFLAGS: 00000202 ORIG_RAX: 000000000000003d', 'RAX: ffffffffffffffda RBX: 0'],
  ['dd60: 977bdda0 000001ff 9684b874 80632588 000000f9 000000bf 977bddcc 00000500', 'dd80: 00000005'],
  ['task:kdevtmpfs       state:S stack:0     pid:25    ppid:2      flags:0x00004000', 'Call Trace:'],
  // A next line with a prefix, or whose first word would have fitted.
  ['[   15.368775] Unable to handle kernel NULL pointer dereference at virtual', '[   15.368776] address 00000000'],
  ['[   15.368775] Unable to handle kernel', 'address 00000000'],
  // Text of somebody, not of a kernel.
  ['Yesterday a sentence of a mail said something about a crash that it had seen', 'somewhere in the wild']
])('%s ends there', (first, second) => {
  expect(unwrapped([first, second])).toEqual([first, second])
})

test('where longer lines stand nearby, nothing was broken', () => {
  const long = `[   15.368775] ${'word '.repeat(20)}`
  const first = '[   15.368775] Unable to handle kernel NULL pointer dereference at virtual'
  expect(unwrapped([long, first, 'address 00000000'])).toHaveLength(3)
})
