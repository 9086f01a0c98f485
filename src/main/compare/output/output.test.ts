import { describe, expect, test } from 'vitest'
import type { Reason } from '../../../shared/model/similar.ts'
import { parseLog } from '../../parse/parse-log.ts'
import { compareLogs } from '../compare-logs.ts'
import { compareReports } from '../compare-reports.ts'
import { madeUpCrash, sideOf } from '../made-up-crash.fixture.ts'
import { comparisonHtml } from './comparison-html.ts'
import { comparisonJson } from './comparison-json.ts'
import { comparisonMarkdown } from './comparison-markdown.ts'
import { comparisonText } from './comparison-text.ts'
import type { Written } from './written.ts'
import { unifiedDiff } from './unified-diff.ts'
import { verdictOf, type Judgement } from './verdict.ts'

const writtenOf = (a: string, b: string, judgement?: Judgement): Written => {
  const [left, right] = [sideOf(a, parseLog), sideOf(b, parseLog)]
  const compared = compareReports(left, right)
  return {
    ...compared,
    verdict: verdictOf(compared.comparison, judgement),
    a: { name: 'a.log', title: left.report.title },
    b: { name: 'b.log', title: right.report.title }
  }
}

const changed = madeUpCrash
  .replace('Read of size 8', 'Write of size 4')
  .replaceAll('5822', '77')
  .replaceAll('ffff888012acfc', 'ffff88807fffe1')
const reason = (weighs: Reason['weighs'], text: string): Reason => ({
  kind: 'crash-stack',
  weighs,
  text,
  functions: []
})

test('the diff holds the normalised lines around each difference, by their numbers in the raw files', () => {
  expect(unifiedDiff(writtenOf(madeUpCrash, changed))).toEqual([
    '--- a.log',
    '+++ b.log',
    '@@ -1,6 +1,6 @@ details',
    ' ==================================================================',
    ' BUG: KASAN: slab-use-after-free in og_ring_put+0x1c/0x80',
    '-Read of size 8 at addr ptr A by task <command>/<pid>',
    '+Write of size 4 at addr ptr A by task <command>/<pid>',
    ' ',
    ' CPU: <cpu> UID: 0 PID: <pid> Comm: <command> Not tainted 6.15.0-rc7<build> <build> PREEMPT(full)',
    ' Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2-1 04/01/2014'
  ])
})

test('reports that differ in noise alone have no diff', () => {
  expect(unifiedDiff(writtenOf(madeUpCrash, madeUpCrash.replaceAll('5822', '77')))).toEqual([])
})

test('JSON tells verdict, score, differences and what was set aside', () => {
  const { comparison, verdict } = writtenOf(madeUpCrash, changed, {
    score: 0.876543,
    reasons: [reason('for', 'All frames are equal.')]
  })
  const json = comparisonJson(comparison, verdict)
  expect(json.verdict.split('\n')).toHaveLength(3)
  expect(json.score).toBe(0.8765)
  expect(json.differences).toEqual([
    {
      section: 'details',
      what: 'access',
      a: 'Read of size 8 at addr ptr A by task <command>/<pid>',
      b: 'Write of size 4 at addr ptr A by task <command>/<pid>',
      aLine: 3,
      bLine: 3
    }
  ])
  expect(json.ignored.pid).toBeGreaterThan(0)
  expect(Object.keys(json)).toEqual(['verdict', 'score', 'differences', 'ignored'])
})

describe('the verdict', () => {
  test('takes its chance and its reasons from the judgement, and adds none of its own', () => {
    const reasons = [reason('for', 'The stacks are equal.'), reason('against', 'The kernels are years apart.')]
    const { verdict } = writtenOf(madeUpCrash, changed, { score: 0.97, reasons })
    expect([verdict.alike, verdict.evidence, verdict.against]).toEqual([
      'These are most likely one bug (97 %).',
      'The stacks are equal.',
      'The kernels are years apart.'
    ])
  })

  test.each([
    [0.7, 'These are probably one bug (70 %).'],
    [0.5, 'These may be one bug (50 %).'],
    [0.2, 'These are probably two bugs (20 % for one).'],
    [0, 'These are most likely two bugs (1 % for one).'],
    [1, 'These are most likely one bug (99 %).']
  ])('%d', (score, words) => {
    expect(writtenOf(madeUpCrash, changed, { score, reasons: [] }).verdict.alike).toBe(words)
  })

  test('tells without a judgement only what the comparison shows', () => {
    const { verdict } = writtenOf(madeUpCrash, changed)
    expect(verdict.score).toBeNull()
    expect(verdict.alike).toBe('1 line really differs.')
    expect(verdict.evidence).toContain('frames of the crash stack are equal')
    expect(verdict.against).toContain('access')
    expect(writtenOf(madeUpCrash, madeUpCrash).verdict.alike).toBe('Nothing but noise differs.')
  })
})

test('text is fit for a mail: names, verdict, facts that differ, what was not counted, and the diff', () => {
  const text = comparisonText(writtenOf(madeUpCrash, changed))
  expect(text).toContain('A: a.log: KASAN: slab-use-after-free Read in og_ring_put')
  expect(text).toMatch(/^ {2}Access +read of 8 bytes {2}\| {2}write of 4 bytes$/m)
  expect(text).toMatch(/^Not counted: .*process ids \d+/m)
  expect(text).toContain('\n-Read of size 8')
})

const nasty = madeUpCrash.replace('Hardware name: QEMU', 'Hardware name: <script>alert(1)</script> ``` | QEMU')

test('what a log says is never markup of the page', () => {
  const html = comparisonHtml(writtenOf(nasty, changed))
  expect(html).not.toContain('<script')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).toContain("default-src 'none'")
})

test('what a log says neither ends a fence nor a cell of Markdown', () => {
  const markdown = comparisonMarkdown(writtenOf(nasty, changed))
  expect(markdown).toContain('````diff')
  expect(markdown.match(/^\| Hardware \|.*$/m)?.[0]).toContain('\\|')
})

test('of whole logs no more is said than how many lines differ', () => {
  const comparison = compareLogs({ lines: ['eth0: link is up'] }, { lines: ['eth0: link is down'] })
  const written = {
    comparison,
    textA: () => 'eth0: link is up',
    textB: () => 'eth0: link is down',
    verdict: verdictOf(comparison),
    a: { name: 'a.log', title: 'no crash' },
    b: { name: 'b.log', title: 'no crash' }
  }
  for (const text of [comparisonText(written), comparisonMarkdown(written), comparisonHtml(written)]) {
    expect(text).toContain('really differ')
    expect(text).not.toContain('Nothing speaks')
  }
  expect(comparisonJson(comparison, written.verdict).verdict).toMatch(/^\d lines? really differs?\.$/)
})
