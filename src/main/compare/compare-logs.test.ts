import { array, assert, constantFrom, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import { comparisonSchema } from '../../shared/model/comparison.ts'
import { readPrefix } from '../parse/lines/prefix.ts'
import { unifiedDiff } from './output/unified-diff.ts'
import { compareLogLines, compareLogs, logLineText, type ComparedLog } from './compare-logs.ts'
import { madeUpCrash } from './made-up-crash.fixture.ts'
import { allNoise, createRandom } from './noise.fixture.ts'

const prefixLength = (line: string): number => readPrefix(line).at
const logOf = (text: string): ComparedLog => ({ lines: text.split('\n'), prefixLength })

test('noise all through a log is no difference, and equal runs are one row', () => {
  assert(
    property(nat(), (seed) => {
      const comparison = compareLogs(logOf(madeUpCrash), logOf(allNoise(madeUpCrash, createRandom(seed))))
      expect(comparison.differences).toEqual([])
      expect(comparison.hunks).toEqual([])
      expect(comparisonSchema.parse(comparison)).toEqual(comparison)
    }),
    { numRuns: 20 }
  )
  expect(compareLogs(logOf(madeUpCrash), logOf(madeUpCrash)).rows).toHaveLength(1)
})

test('each line of both logs stands in one row, whatever they hold', () => {
  const lines = array(constantFrom('a 1', 'a 2', 'b', '', 'Modules linked in: x y', ' ? f+0x1/0x2', 'PID: 7'), {
    maxLength: 40
  })
  assert(
    property(lines, lines, (left, right) => {
      const { rows } = compareLogs({ lines: left }, { lines: right })
      const covered = (side: 'a' | 'b'): readonly number[] =>
        rows.flatMap((row) => {
          const from = row[side]
          return from === null ? [] : Array.from({ length: row.count }, (_, at) => from + at)
        })
      expect(covered('a')).toEqual(left.map((_, at) => at + 1))
      expect(covered('b')).toEqual(right.map((_, at) => at + 1))
    })
  )
})

test('a line that says something else is one difference, at its place', () => {
  const { differences, hunks } = compareLogs(logOf(madeUpCrash), logOf(madeUpCrash.replace('kmalloc-64', 'kmalloc-96')))
  expect(differences).toMatchObject([{ section: 'log', what: 'text', aLine: 36, bLine: 36 }])
  expect(hunks).toMatchObject([{ a: { from: 36, to: 37 }, b: { from: 36, to: 37 } }])
})

test('two logs have a diff like two reports', () => {
  const [a, b] = [logOf(madeUpCrash), logOf(madeUpCrash.replace('kmalloc-64', 'kmalloc-96').replaceAll('5822', '9'))]
  const side = { name: 'x.log', title: '' }
  const diff = unifiedDiff({
    comparison: compareLogs(a, b),
    textA: (line) => logLineText(a.lines[line - 1] ?? '', prefixLength),
    textB: (line) => logLineText(b.lines[line - 1] ?? '', prefixLength),
    a: side,
    b: side
  })
  expect(diff.filter((line) => /^[-+@]/.test(line)).slice(2)).toEqual([
    '@@ -33,7 +33,7 @@ log',
    '-which belongs to the cache kmalloc-64 of size 64',
    '+which belongs to the cache kmalloc-96 of size 64'
  ])
})

test('more differences than asked for are counted', () => {
  const { differences, more } = compareLogs({ lines: ['a', 'b', 'c'] }, { lines: ['x', 'y', 'z'] }, { limit: 2 })
  expect(differences).toHaveLength(2)
  expect(more).toBe(4)
})

test('times count where they are heeded', () => {
  const [a, b] = ['[   12.345678] x', '[   13.345678] x']
  expect(compareLogs(logOf(a), logOf(b)).counts.noise).toBe(1)
  expect(compareLogs(logOf(a), logOf(b), { heeded: ['timestamp'] }).counts.different).toBe(1)
  expect(compareLogLines(a, b, prefixLength)).toEqual([
    { noise: 'timestamp', a: { start: 0, end: 14 }, b: { start: 0, end: 14 } }
  ])
})

const unlike = (seed: number): readonly string[] =>
  Array.from({ length: 100_000 }, (_, at) => `line ${(at * 7919 + seed) % 5000} of ${seed}`)

test('time grows with the lines: a hundred thousand unlike lines', () => {
  const start = performance.now()
  compareLogs({ lines: unlike(1) }, { lines: unlike(2) })
  expect(performance.now() - start).toBeLessThan(5000)
})
