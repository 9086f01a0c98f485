import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { explanationSchema } from '../../shared/model/explanation.ts'
import { parseLog } from '../parse/parse-log.ts'
import { loadDisassembler } from './disassembler.ts'
import { explain } from './explain.ts'
import { explanationText } from './explanation-text.ts'

const disassembler = await loadDisassembler()
const seed = readFileSync(new URL('../../../tests/fixtures/bcachefs-btree-path-level-init.log', import.meta.url))

const headers = [
  'BUG: kernel NULL pointer dereference, address: 0000000000000018',
  'general protection fault, probably for non-canonical address 0xdffffc0000000003: 0000 [#1] SMP KASAN',
  'BUG: KASAN: use-after-free in zoo_open+0x2a/0x90',
  'WARNING: possible circular locking dependency detected',
  'INFO: task quokka:321 blocked for more than 143 seconds.',
  'rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:',
  'Unable to handle kernel paging request at virtual address dead000000000108',
  'kernel BUG at drivers/zoo/count.c:8!'
]

/** The seed with another header, and with bytes flipped and runs of bytes left out, doubled or moved. */
const mutated = fc
  .record({
    header: fc.constantFrom(...headers),
    edits: fc.array(
      fc.record({
        what: fc.constantFrom('flip', 'drop', 'double'),
        at: fc.nat(seed.length - 1),
        length: fc.integer({ min: 1, max: 300 }),
        byte: fc.nat(255)
      }),
      { maxLength: 8 }
    )
  })
  .map(({ header, edits }) => {
    let bytes: Uint8Array = Buffer.from(seed.toString('latin1').replace(/kernel BUG at .*/, header), 'latin1')
    for (const { what, at, length, byte } of edits) {
      const start = Math.min(at, bytes.length)
      const run = bytes.subarray(start, start + length)
      const before = bytes.subarray(0, start)
      const after = bytes.subarray(start + run.length)
      if (what === 'drop') bytes = Buffer.concat([before, after])
      else if (what === 'double') bytes = Buffer.concat([before, run, run, after])
      else bytes = Buffer.concat([before, Buffer.from([byte]), bytes.subarray(start + 1)])
    }
    return bytes
  })

test('any log is explained within its own lines', () => {
  fc.assert(
    fc.property(mutated, (bytes) => {
      for (const report of parseLog(bytes).reports) {
        const explanation = explain(report, disassembler)
        expect(explanationSchema.safeParse(explanation).success).toBe(true)
        const own = new Set(report.lines.map(({ line }) => line))
        const { sentence, claims, code, values } = explanation
        for (const { lines } of sentence === null ? claims : [sentence, ...claims])
          expect(lines.length > 0 && lines.every((line) => own.has(line))).toBe(true)
        for (const { line } of [...code, ...values]) expect(own.has(line)).toBe(true)
        for (const { rows } of code) {
          expect(rows.filter(({ trapping }) => trapping).length).toBeLessThanOrEqual(1)
          // Rows follow each other without a gap.
          let at = 0
          for (const { offset, bytes: digits } of rows) {
            expect(offset).toBe(at)
            at += digits.replaceAll(' ', '').length / 2
          }
        }
      }
    }),
    { numRuns: 300 }
  )
})

test('the same report is explained the same way', () => {
  const [report] = parseLog(seed).reports
  if (report === undefined) throw new Error('the seed has a crash')
  expect(explain(report, disassembler)).toEqual(explain(report, disassembler))
})

test('a report of very many lines takes no time to speak of', () => {
  const registers = 'RAX: 6b6b6b6b6b6b6b6b RBX: 6b6b6b6b6b6b6b6b RCX: 6b6b6b6b6b6b6b6b\n'.repeat(30_000)
  const frames = ' zoo_count+0x40/0x80\n'.repeat(30_000)
  const code = `Code: ${'90 '.repeat(3000)}<0f> 0b\n`.repeat(20)
  const log = `kernel BUG at drivers/zoo/count.c:8!\nRIP: 0010:zoo_count+0x40/0x80\n${code}${registers}Call Trace:\n${frames}`
  for (const report of parseLog(Buffer.from(log)).reports) {
    const start = performance.now()
    explain(report, disassembler)
    expect(performance.now() - start).toBeLessThan(2000)
  }
})

test('the text for a terminal names the lines of every claim', () => {
  const [report] = parseLog(seed).reports
  if (report === undefined) throw new Error('the seed has a crash')
  const text = explanationText(explain(report, disassembler))
  expect(text).toContain('kernel 6.15-rc7 (lines 4, 6, 8)\n')
  expect(text).toMatch(/^ {2}2a:\*\t0f 0b {16}\tud2\t\t<-- trapping instruction$/m)
  expect(text).toContain('User code, line 46:')
})
