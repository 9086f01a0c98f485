import { existsSync, readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLogParser, parseLog } from '../../src/main/parse/parse-log.ts'
import { loadDisassembler } from '../../src/main/explain/disassembler.ts'
import { explain } from '../../src/main/explain/explain.ts'
import type { ParsedLog } from '../../src/shared/model/report.ts'
import { mutatedLog } from './log-mutations.ts'
import { faultsOfExplanation, faultsOfPlaces } from './parsed-log-faults.ts'

const root = new URL('../', import.meta.url).pathname
const seed = readFileSync(`${root}fixtures/bcachefs-btree-path-level-init.log`)

const parseInPieces = (bytes: Uint8Array, cuts: readonly number[]): ParsedLog => {
  const parser = createLogParser()
  let from = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    const at = Math.min(cut, bytes.length)
    parser.push(bytes.subarray(from, Math.max(from, at)))
    from = Math.max(from, at)
  }
  parser.push(bytes.subarray(from))
  return parser.end()
}

/** The log with bytes flipped, and runs of bytes left out, doubled or moved. */
const mutated = fc
  .array(
    fc.record({
      what: fc.constantFrom('flip', 'drop', 'double', 'swap'),
      at: fc.nat(seed.length - 1),
      length: fc.integer({ min: 1, max: 300 }),
      byte: fc.nat(255)
    }),
    { maxLength: 12 }
  )
  .map((changes) => {
    let bytes = Buffer.from(seed)
    for (const { what, at, length, byte } of changes) {
      const from = Math.min(at, bytes.length)
      const to = Math.min(from + length, bytes.length)
      const run = bytes.subarray(from, to)
      if (what === 'flip' && from < bytes.length) bytes[from] = byte
      if (what === 'drop') bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
      if (what === 'double') bytes = Buffer.concat([bytes.subarray(0, to), run, bytes.subarray(to)])
      if (what === 'swap') bytes = Buffer.concat([bytes.subarray(to), run, bytes.subarray(0, from)])
    }
    return new Uint8Array(bytes)
  })

test('the pieces a log comes in change nothing', () => {
  fc.assert(
    fc.property(mutated, fc.array(fc.nat(seed.length), { maxLength: 20 }), (bytes, cuts) => {
      expect(parseInPieces(bytes, cuts)).toEqual(parseLog(bytes))
    }),
    { numRuns: 150 }
  )
})

test('byte ranges are lines of the log, whatever it holds', () => {
  fc.assert(
    fc.property(mutated, (bytes) => {
      expect(faultsOfPlaces(bytes, parseLog(bytes))).toEqual([])
    }),
    { numRuns: 150 }
  )
})

test('any bytes at all are a log', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(parseLog(bytes).reports).toEqual([])
    })
  )
})

test('the shape of a log does not change what is read in it', () => {
  const text = seed.toString('latin1')
  const lines = text.trimEnd().split('\n')
  const shapes: Record<string, string> = {
    'CR LF': text.replaceAll('\n', '\r\n'),
    times: lines.map((line) => `[   12.345678] ${line}`).join('\n'),
    callers: lines.map((line) => `[   12.345678][ T5822] ${line}`).join('\n'),
    'callers without times': lines.map((line) => `[ T5822] ${line}`).join('\n'),
    levels: lines.map((line) => `<4>${line}`).join('\n'),
    'dmesg -T': lines.map((line) => `[Mon Nov 16 12:00:00 2026] ${line}`).join('\n'),
    'dmesg -x': lines.map((line) => `kern  :warn  : [   12.345678] ${line}`).join('\n'),
    syslog: lines.map((line) => `Nov 16 12:00:00 host kernel: [   12.345678] ${line}`).join('\n'),
    journalctl: lines.map((line) => `Nov 16 12:00:00 host kernel: ${line}`).join('\n'),
    'mail quote': lines.map((line) => `> ${line}`).join('\n'),
    colours: lines.map((line) => `\u001b[33m[   12.345678] \u001b[0m${line}`).join('\n')
  }
  const plain = parseLog(seed).reports[0]
  for (const [shape, changed] of Object.entries(shapes)) {
    const parsed = parseLog(Buffer.from(changed, 'latin1'))
    expect(parsed.reports, shape).toHaveLength(1)
    const report = parsed.reports[0]
    expect(report?.title, shape).toBe(plain?.title)
    expect(
      report?.lines.map((line) => [line.kind, line.text]),
      shape
    ).toEqual(plain?.lines.map((line) => [line.kind, line.text]))
  }
})

const corpus = new URL('../../../shared/corpus/console/logs/', import.meta.url).pathname
const present = existsSync(corpus)
if (!present) process.stdout.write('skipped: corpus part of parse-any-log, ../shared/corpus/console is absent\n')

describe.skipIf(!present)('corpus logs', () => {
  test('keep their spans and do not depend on the pieces', () => {
    for (const name of readdirSync(corpus).slice(0, 120)) {
      const bytes = readFileSync(corpus + name)
      const parsed = parseLog(bytes)
      expect(faultsOfPlaces(bytes, parsed), name).toEqual([])
      const cuts = Array.from({ length: Math.ceil(bytes.length / 777) }, (_, index) => index * 777)
      expect(parseInPieces(bytes, cuts), name).toEqual(parsed)
    }
  })
})

const golden = new URL('../golden/', import.meta.url).pathname
const textsOf = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(folder + name, 'latin1'))

/** A short turn of what `npm run bench -- fuzz-parse` does for minutes; a seed that fails there may be added here. */
test('mutated logs parse to places of their own, and are explained by their own lines', async () => {
  const disassembler = await loadDisassembler()
  const logs = [...textsOf(golden), ...(present ? textsOf(corpus) : [])]
  for (let seed = 1; seed <= 400; seed += 1) {
    const bytes = mutatedLog(logs, seed)
    const parsed = parseLog(bytes)
    expect(faultsOfPlaces(bytes, parsed), `seed ${seed}`).toEqual([])
    for (const report of parsed.reports) {
      expect(faultsOfExplanation(report, explain(report, disassembler)), `seed ${seed}`).toEqual([])
    }
  }
})

test('an encoding that is not read holds no crash', () => {
  for (const text of textsOf(golden)) {
    const base64 =
      Buffer.from(text, 'latin1')
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    expect(parseLog(Buffer.from(base64.join('\n'))).reports).toEqual([])
    expect(parseLog(Buffer.from(`\ufeff${text}`, 'utf16le')).reports).toEqual([])
  }
})

/** Lines that try each recogniser of prefixes, breaks and kinds hard: long runs of what its pattern repeats. */
const hostile = [
  '> '.repeat(200),
  '| '.repeat(300),
  '[    1.000000]'.repeat(60),
  `[${' '.repeat(500)}1.0] x`,
  `${'<4>'.repeat(200)}x`,
  `Nov 16 12:00:00 ${'host '.repeat(100)}`,
  `2026-11-16T12:00:00 ${'a:'.repeat(300)}`,
  `4,5,6,-${',caller=T1'.repeat(60)}`,
  `<a href="${'"'.repeat(400)}`,
  '<br '.repeat(200),
  '&amp;'.repeat(300),
  '\u001b['.repeat(400),
  `Modules linked in: ${'a '.repeat(30)}`,
  'a_b '.repeat(19),
  'f(O) '.repeat(15),
  'a '.repeat(39),
  `Code: ${'0f '.repeat(24)}`,
  `r00-03  ${'00000000 '.repeat(200)}`,
  `RAX: ${'0'.repeat(16)} `.repeat(40),
  `$ 0   : ${'0 '.repeat(200)}`,
  ` ${'f'.repeat(600)}+0x1/0x2`,
  ` <${'a::<'.repeat(120)}+0x1/0x2`,
  '[<00000000>] (f) from '.repeat(30),
  `${'word '.repeat(14)}and`,
  `page:${'a'.repeat(60)} index:0x0`,
  `[    1.000000] a=3D${'x'.repeat(56)}=`,
  `#1: ${'('.repeat(70)}`,
  '='.repeat(79),
  `${'0'.repeat(16)} `.repeat(4)
]

test('hostile lines cost no more than others', () => {
  for (const line of hostile) {
    const prefix = '[    1.000000] '
    const log = (count: number): Buffer =>
      Buffer.from(
        `${prefix}BUG: KASAN: use-after-free in f+0x1/0x2\n${`${prefix}${line}\n${line}\n`.repeat(count)}`,
        'latin1'
      )
    const small = log(100)
    const start = performance.now()
    parseLog(small)
    const spent = performance.now() - start
    // Some 100 kB of text at the most: a pattern that backtracks takes seconds.
    expect(spent, line.slice(0, 40)).toBeLessThan(400)
  }
})
