import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../tests/builders/report.ts'
import type { LineKind, Report } from '../../shared/model/report.ts'
import { foldsOf, sectionsOf } from './sections.ts'

type Line = readonly [kind: LineKind, text: string, repeat?: boolean]

const withLines = (lines: readonly Line[], registers: Report['registers'] = []): Report => ({
  ...buildReport(),
  registers,
  lines: lines.map(([kind, text, repeat = false], index) => ({ line: 10 + index, kind, repeat, text }))
})

const registersAt = (line: number, mode: 'kernel' | 'user'): Report['registers'][number] => ({
  mode,
  instruction: null,
  instructionAddress: null,
  registers: [],
  repeat: false,
  span: { line, startByte: 0, endByte: 1 }
})

const oops = withLines(
  [
    ['context', 'bcachefs (loop0): bucket 0:29 data type btree'],
    ['context', '  while marking u64s 11'],
    ['separator', '------------[ cut here ]------------'],
    ['title', 'kernel BUG at fs/f.c:619!'],
    ['instruction', 'RIP: 0010:f+0x1/0x2'],
    ['code', 'Code: 90 <0f> 0b'],
    ['register', 'RSP: 0018:ffffc9000442e608'],
    ['stack-header', 'Call Trace:'],
    ['stack-mark', ' <TASK>'],
    ['inline-frame', ' a fs/a.c:1 [inline]'],
    ['frame', ' b+0x1/0x2'],
    ['instruction', 'RIP: 0033:0x7f6be81410aa'],
    ['register', 'RSP: 002b:00007ffdd01e9cc8'],
    ['stack-mark', ' </TASK>'],
    ['modules', 'Modules linked in:'],
    ['end-of-trace', '---[ end trace 0000000000000000 ]---'],
    ['instruction', 'RIP: 0010:f+0x1/0x2', true],
    ['register', 'RSP: 0018:ffffc9000442e608', true],
    ['blank', '']
  ],
  [registersAt(14, 'kernel'), registersAt(21, 'user')]
)

describe('sections of a report', () => {
  it('are those of an oops on x86_64, user registers inside its call trace', () => {
    expect(sectionsOf(oops).map(({ kind, first, last }) => [kind, first, last])).toEqual([
      ['context', 0, 1],
      ['registers', 4, 6],
      ['stack', 7, 13],
      ['user-registers', 11, 12],
      ['modules', 14, 14],
      ['repeat', 15, 17]
    ])
  })
  it('fold from two lines on, and only the repeat at first', () => {
    expect(foldsOf(sectionsOf(oops))).toEqual([
      { first: 1, last: 2, folded: false },
      { first: 5, last: 7, folded: false },
      { first: 8, last: 14, folded: false },
      { first: 12, last: 13, folded: false },
      { first: 16, last: 18, folded: true }
    ])
  })
  it('end a stack where another begins', () => {
    const two = withLines([
      ['title', 'BUG: KASAN: use-after-free in f'],
      ['stack-header', 'Allocated by task 5:'],
      ['frame', ' kmalloc+0x1/0x2'],
      ['blank', ''],
      ['stack-header', 'Freed by task 6:'],
      ['frame', ' kfree+0x1/0x2'],
      ['memory', 'Memory state around the buggy address:'],
      ['memory', ' ffff88807be4da00: fb fb fb fb']
    ])
    expect(sectionsOf(two).map(({ title, first, last }) => [title, first, last])).toEqual([
      ['Allocated by task 5', 1, 2],
      ['Freed by task 6', 4, 5],
      ['Memory', 6, 7]
    ])
  })
  it('are none for a report without lines', () => expect(sectionsOf(withLines([]))).toEqual([]))
})
