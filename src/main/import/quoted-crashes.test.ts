import { expect, test } from 'vitest'
import { parseLog } from '../parse/parse-log.ts'
import { onlyQuotesCrashes } from './quoted-crashes.ts'

const onlyQuotes = (text: string): boolean => {
  const bytes = new TextEncoder().encode(text)
  const { reports } = parseLog(bytes)
  // Else there is nothing that could be passed over.
  expect(reports.length).toBeGreaterThan(0)
  return onlyQuotesCrashes(reports, [bytes])
}

test.each([
  ['a README', 'The class `double_free` gives a `kernel BUG at mm/slub.c:448!` on old kernels.\n'],
  ['a README with a list', '# Classes\n\n- UBSAN: array-index-out-of-bounds in fs/widget.c:12:3\n- and others\n'],
  ['a comment', '/** lib/bug.c: `kernel BUG at fs/widget.c:619!`. */\nexport const bug = 1\n'],
  ['a pattern', "  header: /^BUG: sleeping function called from invalid context/,\n  name: 'sleeping'\n"],
  ['a string', "const line = 'watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [widget:123]'\n"],
  ['a script', 'if grep -qE "(kernel BUG at |Oops: )" console; then exit 1; fi\n'],
  ['a configuration', "levels:\n  panic: 'restart',\n  oops: 'wait'\n"],
  ['a patch', '--- a/b.c\n+++ b/b.c\n+ * Unable to handle kernel paging request at virtual address 0\n+ */\n']
])('%s only speaks of a crash', (_, text) => {
  expect(onlyQuotes(text)).toBe(true)
})

const trace = 'Call Trace:\n widget_put+0x12/0x34\n widget_free+0x56/0x78\n'

test('a line of any length is looked at in no time', () => {
  const lines = [`panic: ['${']'.repeat(400_000)}x`, `${'`'.repeat(400_001)} . Kernel panic - not syncing: x`]
  for (const line of lines) expect([true, false]).toContain(onlyQuotes(`${line}\n`))
})

test.each([
  [
    'a message with quotation marks of old C',
    "slab error in widget_free(): cache `kmalloc-64': double free detected\n"
  ],
  ['a message alone', 'BUG: Bad rss-counter state mm:ffff88005fac4300 idx:0 val:15\n'],
  [
    'a message behind the name of a device',
    'usb 1-1: BUG: bad host security descriptor; not enough data (4 vs 5 left)\n'
  ],
  [
    'a message behind a prefix of a vendor',
    '[6:  kworker/u40:2: 7357] WARNING: CPU: 6 PID: 7357 at kernel/widget.c:3721\n'
  ],
  ['a mail', 'Hello,\n\nI see this:\n\n> Unable to handle kernel paging request at virtual address 0\n\nAny idea?\n'],
  ['a README that shows a whole one', `Look for \`BUG: KASAN: use-after-free in widget_put+0x12/0x34\`:\n\n${trace}`],
  ['a commit message', `  general protection fault: 0000 [#1] SMP\n  RIP: 0010:widget_put+0x12/0x34\n  ${trace}`],
  ['a torn line of a console', '[   12.345678] widget: probing\nwidget is BUG: soft lockup - CPU#0 stuck for 22s!\n']
])('%s is a log', (_, text) => {
  expect(onlyQuotes(text)).toBe(false)
})
