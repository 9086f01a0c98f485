import { describe, expect, it } from 'vitest'
import { parsedReport, parsedReports, textAt } from '../../../../tests/builders/parsed-report.ts'
import { toLine } from '../lines/line.ts'
import { createLineSplitter } from '../lines/split-lines.ts'
import { readBootLine } from './boot.ts'

const bootOf = (text: string): ReturnType<typeof readBootLine> => {
  const found: ReturnType<typeof readBootLine>[] = []
  const splitter = createLineSplitter((line) => found.push(readBootLine(toLine(line))))
  splitter.push(Buffer.from(text))
  splitter.end()
  return found[0] ?? null
}

describe('the boot line', () => {
  it.each([
    [
      'Linux version 6.12.9-g4856ebd99715 (quay@harbour) (gcc (Debian 14.2.0-19) 14.2.0, GNU ld (GNU Binutils) 2.44) #1 SMP PREEMPT_DYNAMIC Mon Nov 16 12:00:00 UTC 2026',
      [
        '6.12.9-g4856ebd99715',
        '4856ebd99715',
        'quay@harbour',
        'gcc (Debian 14.2.0-19) 14.2.0, GNU ld (GNU Binutils) 2.44',
        'Mon Nov 16 12:00:00 UTC 2026'
      ]
    ],
    [
      'Linux version 4.9.0-4-amd64 (quay@harbour) (gcc version 6.3.0 20170516 (Debian 6.3.0-18) ) #1 SMP Wharf 4.9.65-3 (2017-12-23)',
      ['4.9.0-4-amd64', null, 'quay@harbour', 'gcc version 6.3.0 20170516 (Debian 6.3.0-18)', '2017-12-23']
    ],
    ['Linux version 6.1.0 (', ['6.1.0', null, null, null, null]]
  ])('%s', (text, expected) => {
    const boot = bootOf(text)
    expect(
      [boot?.kernel, boot?.commit, boot?.builder, boot?.compiler, boot?.buildTime].map((fact) => fact?.value ?? null)
    ).toEqual(expected)
    for (const fact of Object.values(boot ?? {})) if (fact !== null) expect(textAt(text, fact.span)).toBe(fact.value)
  })
  it('is not one that another message quotes', () => {
    expect(bootOf('wharf: built for Linux version 6.1.0 (quay@harbour)')).toBeNull()
  })
})

const banner = (release: string): string =>
  `[    0.000000] Linux version ${release} (quay@harbour) (gcc 14.2.0) #7 SMP Mon Nov 16 12:00:00 UTC 2026\n`
const crash = (name: string, release = ''): string => `[    9.000000] BUG: KASAN: slab-out-of-bounds in ${name}+0x1/0x2
[    9.000001] Read of size 8 at addr ffff888102ba4d18 by task crane/38
${release === '' ? '' : `[    9.000002] CPU: 1 PID: 38 Comm: crane Not tainted ${release} #7\n`}[    9.000003] Call Trace:
[    9.000004]  ${name}+0x1/0x2
[    9.000005]  dock_ioctl+0x1/0x2
`
const silence = Array.from({ length: 80 }, (_, index) => `[   10.000000] wharf: ship ${index} came in\n`).join('')

describe('what a log said before', () => {
  it('fills in what the report does not say of its kernel', () => {
    const { kernel, facts } = parsedReport(`${banner('6.9.1')}${silence}${crash('dock_open')}`)
    expect([kernel, facts.compiler?.value, facts.build?.value, facts.compiler?.span.line]).toEqual([
      '6.9.1',
      'gcc 14.2.0',
      '#7 SMP Mon Nov 16 12:00:00 UTC 2026',
      1
    ])
  })
  it('is not used for a report of another kernel', () => {
    const { kernel, facts } = parsedReport(`${banner('6.9.1')}${crash('dock_open', '6.8.0')}`)
    expect([kernel, facts.compiler]).toEqual(['6.8.0', null])
  })
  it('is the last boot before the crash', () => {
    const reports = parsedReports(
      `${banner('6.9.1')}${crash('dock_open')}${silence}${banner('6.9.2')}${crash('dock_close')}`
    )
    expect(reports.map(({ kernel }) => kernel)).toEqual(['6.9.1', '6.9.2'])
  })
})

describe('a second bug', () => {
  it('comes after the first of the same boot', () => {
    const reports = parsedReports(
      `${crash('dock_open')}${silence}${crash('dock_close')}${silence}${banner('6.9.1')}${crash('dock_seek')}`
    )
    expect(reports.map(({ frame, after }) => [frame, after])).toEqual([
      ['dock_open', null],
      ['dock_close', 0],
      ['dock_seek', null]
    ])
  })
})

const injection = `[    8.000000] FAULT_INJECTION: forcing a failure.
[    8.000000] name failslab, interval 1, probability 0, space 0, times -1
[    8.000001] CPU: 1 PID: 38 Comm: crane Not tainted 6.9.1 #7
[    8.000001] Call Trace:
[    8.000002]  should_fail_ex+0x1/0x2
[    8.000002]  dock_alloc+0x1/0x2
`

describe('an injected failure', () => {
  it('is told with its numbers and its trace', () => {
    const { injection: found, stacks } = parsedReport(`${injection}${crash('dock_open', '6.9.1')}`)
    expect(found).toMatchObject({ name: 'failslab', interval: 1, probability: 0, space: 0, times: -1 })
    expect(found?.frames.map((frame) => frame.function)).toEqual(['should_fail_ex', 'dock_alloc'])
    expect(stacks[0]?.frames.map((frame) => frame.function)).toEqual(['dock_open', 'dock_ioctl'])
  })
  it('far before is not the crash’s', () => {
    const far = silence.repeat(6)
    expect(parsedReport(`${injection}${far}${crash('dock_open', '6.9.1')}`).injection).toBeNull()
  })
})
