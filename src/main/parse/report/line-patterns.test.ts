import { expect, test } from 'vitest'
import { lineKindOf, lineShapes } from './line-patterns.ts'
import { beyondExamples, isBeyondLog } from './log-end.ts'

test.each(lineShapes.map((shape) => [shape.example, shape] as const))('%s', (example, shape) => {
  expect(shape.pattern.test(example)).toBe(true)
  expect(shape.first).toContain(example[0])
  expect(lineKindOf(example)).not.toBeNull()
})

test.each([
  ['ksm flags: 0x4fff00000000040(head|node=1|zone=1|lastcpupid=0x7ff)', 'memory'],
  ['rlock(&berth->lock);', 'lock'],
  ['sync(&berth->work);', 'lock'],
  ['#PF error: [normal kernel read fault]', 'register'],
  ['kernel stack overflow (double-fault): 0000 [#1] PREEMPT SMP', 'detail'],
  ['mems_allowed=0-1', 'detail']
])('%s: %s', (text, kind) => {
  expect(lineKindOf(text)).toBe(kind)
})

test.each([
  'and here is what I think of it',
  'This is a fix for the bug below.',
  'static int f(struct sk_buff *skb)',
  'which I could not reproduce',
  'called from somewhere'
])('text of a mail is no line of a report: %s', (text) => {
  expect(lineKindOf(text)).toBeNull()
})

test.each(beyondExamples)('no kernel prints: %s', (example) => {
  expect(isBeyondLog(example)).toBe(true)
})

test('patterns stay linear on long runs of what they repeat', () => {
  const runs = [
    '-',
    '=',
    'a_b ',
    'ab ',
    '[',
    '(',
    '0',
    'f',
    'f(O) ',
    ' ^',
    '->',
    'x --> ',
    '[<',
    '1.',
    'a.c:1 ',
    '>',
    '#'
  ]
  const start = performance.now()
  for (const run of runs) for (const length of [200, 399]) lineKindOf(run.repeat(length).slice(0, length))
  expect(performance.now() - start).toBeLessThan(200)
})
