import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import { parsedLogSchema, type Report } from '../../src/shared/model/report.ts'

const fixture = new URL('../fixtures/bcachefs-btree-path-level-init', import.meta.url).pathname
const bytes = readFileSync(`${fixture}.log`)
const parsed = parseLog(bytes)
const report = parsed.reports[0] as Report

const lineOf = (number: number): string => bytes.toString('latin1').split('\n')[number - 1] ?? ''

test('one crash, whose title is that of its community', () => {
  expect(parsed.lineCount).toBe(69)
  expect(parsed.reports).toHaveLength(1)
  expect(report.title).toBe('kernel BUG in bch2_btree_path_level_init')
  expect(report.frame).toBe('bch2_btree_path_level_init')
  expect([report.kind, report.type, report.arch]).toEqual(['bug', 'BUG', 'x86_64'])
  expect([report.corrupted, report.suppressed, report.panicked]).toEqual([false, false, false])
  expect(report.guiltyFile).toBe('fs/bcachefs/btree_iter.c')
})

test('the machine lines are facts', () => {
  const facts = Object.fromEntries(Object.entries(report.facts).map(([name, found]) => [name, found?.value]))
  expect(facts).toMatchObject({
    location: { file: 'fs/bcachefs/btree_iter.c', line: 619 },
    cpu: 0,
    uid: 0,
    pid: 5822,
    command: 'syz-executor553',
    taint: [],
    kernel: '6.15.0-rc7-syzkaller-00142-g4856ebd99715',
    commit: '4856ebd99715',
    build: '#0 PREEMPT(full)',
    preemption: 'full',
    hardware: 'Google Google Compute Engine/Google Compute Engine',
    bios: 'Google 05/07/2025',
    oops: { text: 'invalid opcode', code: '0000', count: 1, words: ['SMP', 'KASAN', 'PTI'] },
    syscall: { entry: 'entry_SYSCALL_64_after_hwframe', name: 'mount', number: 165 }
  })
})

test('the registers of the trap, of user space, and the repeat stand apart', () => {
  expect(report.registers.map((set) => [set.mode, set.repeat])).toEqual([
    ['kernel', false],
    ['user', false],
    ['kernel', true]
  ])
  const [trap, user, repeat] = report.registers
  expect(trap?.instruction).toMatchObject({
    function: 'bch2_btree_path_level_init',
    offset: 0x9f5,
    size: 0xa20,
    source: { file: 'fs/bcachefs/btree_iter.c', line: 619 }
  })
  const named = (group: string): string[] | undefined =>
    trap?.registers.filter((register) => register.group === group).map((register) => register.name)
  expect(named('general')).toEqual('RSP RAX RBX RCX RDX RSI RDI RBP R08 R09 R10 R11 R12 R13 R14 R15'.split(' '))
  expect(named('segment')).toEqual(['SS', 'FS', 'GS', 'knlGS', 'CS', 'DS', 'ES'])
  expect(named('control')).toEqual('EFLAGS CR0 CR2 CR3 CR4 DR0 DR1 DR2 DR3 DR6 DR7'.split(' '))
  const value = (set: typeof trap, name: string): string | undefined =>
    set?.registers.find((register) => register.name === name)?.value
  expect(value(trap, 'RSP')).toBe('ffffc9000442e608')
  expect(value(trap, 'RDI')).toBe('fffffffffff9ffff')
  expect(value(trap, 'CR2')).toBe('00007f635fd8dd30')
  expect(value(repeat, 'CR2')).toBe('0000562e6f37a168')
  expect(user?.instruction).toBeNull()
  expect(user?.instructionAddress).toBe('0x7f6be81410aa')
  expect(value(user, 'ORIG_RAX')).toBe('00000000000000a5')
  expect(value(user, 'R10')).toBe('0000000000800000')
  expect(user?.registers).toHaveLength(19)
})

test('the code bytes say where the CPU stopped', () => {
  expect(report.code.map((code) => [code.mode, code.repeat, code.units.length, code.trap])).toEqual([
    ['kernel', false, 64, 42],
    ['user', false, 64, 42],
    ['kernel', true, 64, 42]
  ])
  expect(report.code[0]?.units.slice(41, 44)).toEqual(['90', '0f', '0b'])
})

test('each frame holds the inline functions that run in it', () => {
  expect(report.stacks).toHaveLength(1)
  const [stack] = report.stacks
  expect([stack?.kind, stack?.title]).toEqual(['crash', 'Call Trace:'])
  expect(stack?.frames.map((frame) => [frame.function, frame.inlined.map((inline) => inline.function)])).toEqual([
    ['bch2_btree_path_traverse_one', ['btree_path_lock_root']],
    ['bch2_btree_iter_peek_max', ['bch2_btree_path_traverse', '__bch2_btree_iter_peek']],
    ['bch2_check_allocations', ['bch2_btree_iter_peek_max_type', 'bch2_gc_btree', 'bch2_gc_btrees']],
    ['bch2_run_recovery_pass', []],
    ['bch2_run_recovery_passes', []],
    ['bch2_fs_recovery', []],
    ['bch2_fs_start', []],
    ['bch2_fs_get_tree', []],
    ['vfs_get_tree', []],
    ['do_new_mount', []],
    ['__se_sys_mount', ['do_mount', '__do_sys_mount']],
    ['do_syscall_64', ['do_syscall_x64']],
    ['entry_SYSCALL_64_after_hwframe', []]
  ])
  expect(stack?.frames.every((frame) => frame.reliable && frame.offset !== null && frame.size !== null)).toBe(true)
  expect(stack?.frames[2]).toMatchObject({
    offset: 0x11a5,
    size: 0x5470,
    source: { file: 'fs/bcachefs/btree_gc.c', line: 1065 }
  })
})

test('every line is explained, and what comes after the end of the trace is a repeat', () => {
  expect(report.lines.map((line) => line.line)).toEqual(Array.from({ length: 68 }, (_, index) => index + 1))
  expect(report.lines.filter((line) => line.kind === 'unknown')).toEqual([])
  expect(report.lines.slice(0, 4).map((line) => line.kind)).toEqual(['context', 'context', 'separator', 'title'])
  expect(report.lines.filter((line) => line.repeat).map((line) => line.line)).toEqual(
    Array.from({ length: 13 }, (_, index) => 56 + index)
  )
  for (const line of report.lines) expect(line.text).toBe(lineOf(line.line))
  expect(report.modules?.value).toEqual([])
})

test('all of it is as it was looked at once, by hand', () => {
  expect(parsedLogSchema.parse(parsed)).toEqual(parsed)
  expect(JSON.parse(JSON.stringify(parsed))).toEqual(JSON.parse(readFileSync(`${fixture}.json`, 'utf8')))
})
