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

const lock = (name: string) => ({ address: null, name, usage: '+.+.', waitTypes: '3:3' })

describe('locks, memory and stalls', () => {
  const at = { function: 'dock_enter', offset: 1, size: 2, module: 'wharf', source: null }
  const full: Report = {
    ...plain,
    after: 1,
    locks: {
      ...plain.locks,
      named: [{ role: 'wanted', lock: { index: null, lock: lock('&dock->lock'), at, span: span(31) } }],
      scenario: [{ cpu: 1, action: 'lock(&dock->lock)', span: span(33) }],
      holders: [
        {
          command: 'crane',
          pid: 39,
          count: 1,
          span: span(34),
          locks: [{ index: 0, lock: lock('rtnl'), at, span: span(35) }]
        },
        { command: 'winch', pid: 40, count: 0, span: span(36), locks: [] }
      ]
    },
    memory: {
      ...plain.memory,
      object: {
        value: { kind: 'slab', address: 'ffff888102ba4d00', size: 128, cache: 'kmalloc-128', name: null },
        span: span(41)
      },
      place: {
        value: { offset: 24, side: 'inside', state: 'freed', start: null, end: null, size: 128 },
        span: span(42)
      },
      shadow: [
        { address: 'ffff888102ba4c80', bytes: ['fc', 'fc'], marked: false, span: span(43) },
        { address: 'ffff888102ba4d00', bytes: ['fa', 'fb'], marked: true, span: span(44) }
      ],
      shadowColumn: 1
    },
    hang: {
      ...plain.hang,
      lockup: { value: { kind: 'soft', cpu: 3, seconds: 22, command: 'crane', pid: 41 }, span: span(51) },
      tasks: [
        {
          command: 'crane',
          pid: 41,
          tgid: 41,
          ppid: 2,
          state: 'D',
          stackFree: 0,
          flags: null,
          blockedSeconds: 143,
          blockedBy: { command: 'winch', pid: 44 },
          stack: null,
          span: span(52)
        }
      ]
    }
  }
  const groups = outlineOf(full)
  const facts = (id: string) =>
    groups
      .find((group) => group.id === id)
      ?.items.map((item) => (item.kind === 'fact' ? `${item.line} ${item.name}: ${item.value}` : item.kind))

  it('say what they are, each on its line', () => {
    expect(facts('locks')).toEqual(['31 Wanted: &dock->lock {+.+.} at dock_enter [wharf]'])
    expect(facts('scenario')).toEqual(['33 CPU 1: lock(&dock->lock)'])
    expect(facts('held-locks')).toEqual(['34 Task: crane, PID 39, 1 lock', '35 #0: rtnl {+.+.} at dock_enter [wharf]'])
    expect(facts('memory')).toEqual([
      '41 Object: kmalloc-128 of 128 bytes at 0xffff888102ba4d00',
      '42 Place: 24 bytes inside of it, freed'
    ])
    expect(facts('stall')).toEqual(['51 Lockup: soft, CPU 3, 22 seconds, crane, PID 41'])
    expect(facts('tasks')).toEqual(['52 41, D: crane, blocked for 143 seconds, by winch, PID 44'])
    expect(facts('crash')).toContain(
      '5 After: crash 2 of this log, in the same boot'.replace('5 ', `${full.startLine} `)
    )
  })
  it('mark the bad byte in its row only', () => {
    const rows = groups.find(({ id }) => id === 'shadow')?.items ?? []
    expect(rows.map((row) => (row.kind === 'bytes' ? [row.label, row.mark] : []))).toEqual([
      ['…a4c80', null],
      ['…a4d00', 1]
    ])
  })
  it('have no two items of one name', () => {
    const ids = groups.flatMap(({ id, items }) => [id, ...items.map((item) => item.id)])
    expect(new Set(ids).size).toBe(ids.length)
  })
})
