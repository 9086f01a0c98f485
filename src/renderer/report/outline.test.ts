import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../tests/builders/report.ts'
import type { Report } from '../../shared/model/report.ts'
import type { Span } from '../../shared/model/span.ts'
import { accessText, itemsAt, outlineOf } from './outline.ts'

const span = (line: number): Span => ({ line, startByte: 0, endByte: 1 })
const plain = buildReport({ title: 'kernel BUG in f', startLine: 5 })

const report: Report = {
  ...plain,
  facts: {
    ...plain.facts,
    location: { value: { file: 'fs/f.c', line: 619 }, span: span(5) },
    taint: { value: [{ letter: 'W', meaning: 'a warning was printed before', name: 'WARN' }], span: span(6) },
    cpu: { value: 0, span: span(6) },
    pid: null,
    syscall: { value: { entry: 'entry_SYSCALL_64_after_hwframe', name: 'mount', number: 165 }, span: span(12) }
  },
  registers: [
    {
      mode: 'kernel',
      instruction: null,
      instructionAddress: null,
      registers: [
        { name: 'RAX', value: '01', group: 'general', span: span(8) },
        { name: 'RBX', value: '02', group: 'general', span: span(8) }
      ],
      repeat: false,
      span: span(7)
    },
    { mode: 'kernel', instruction: null, instructionAddress: null, registers: [], repeat: true, span: span(20) }
  ],
  code: [{ mode: 'user', units: ['90', '0f'], trap: 1, repeat: false, span: span(9) }],
  stacks: [
    {
      kind: 'crash',
      owner: null,
      title: 'Call Trace:',
      span: span(10),
      frames: [
        {
          function: 'outer',
          offset: 1,
          size: 2,
          module: null,
          buildId: null,
          source: null,
          address: null,
          reliable: true,
          inlined: [{ function: 'inner', source: null, span: span(11) }],
          span: span(12)
        }
      ]
    }
  ],
  lines: [
    { line: 4, kind: 'context', repeat: false, text: 'mounting' },
    { line: 5, kind: 'title', repeat: false, text: 'kernel BUG at fs/f.c:619!' },
    { line: 13, kind: 'unknown', repeat: false, text: 'what is this' }
  ]
}

describe('the outline', () => {
  const groups = outlineOf(report)
  const group = (id: string) => groups.find((one) => one.id === id)

  it('has a group for all there is and none for what there is not', () => {
    expect(groups.map(({ id }) => id)).toEqual([
      'crash',
      'stack-0',
      'registers-0',
      'code-0',
      'machine',
      'context',
      'unknown',
      'sections'
    ])
  })
  it('leaves out facts the log does not state, and keeps a zero', () => {
    const names = group('machine')?.items.map((item) => (item.kind === 'fact' ? `${item.name}=${item.value}` : ''))
    expect(names).toContain('CPU=0')
    expect(names).toContain('Taint=W (a warning was printed before)')
    expect(names?.some((name) => name.startsWith('PID'))).toBe(false)
  })
  it('puts an inlined function above the frame it runs in, as the log does', () => {
    expect(group('stack-0')?.items.map((item) => [item.kind, item.line])).toEqual([
      ['inline-frame', 11],
      ['frame', 12]
    ])
  })
  it('opens what happened in the kernel and closes user space', () => {
    expect(group('registers-0')).toMatchObject({ title: 'Kernel registers', open: true })
    expect(group('code-0')).toMatchObject({ title: 'User code', open: false, summary: 'stopped at 0f' })
  })
  it('says what stands on a line, frames before facts', () => {
    expect(itemsAt(groups, 12).map(({ id }) => id)).toEqual(['stack-0/0', 'crash/System call'])
    expect(itemsAt(groups, 8).map(({ id }) => id)).toEqual(['registers-0/0', 'registers-0/1'])
    expect(itemsAt(groups, 999)).toEqual([])
  })
  it('has no two items of one name', () => {
    const ids = groups.flatMap(({ id, items }) => [id, ...items.map((item) => item.id)])
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('a refused access', () => {
  it.each([
    [{ direction: 'read', size: 8, address: 'ffff888012345678' }, 'read of 8 bytes at 0xffff888012345678'],
    [{ direction: 'write', size: 1, address: null }, 'write of 1 byte'],
    [{ direction: 'unknown', size: null, address: '8' }, 'access at 0x8']
  ] as const)('%j', (access, text) => expect(accessText(access)).toBe(text))
})
