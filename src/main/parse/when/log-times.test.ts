import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { seenOf } from '../../../shared/model/seen.ts'
import { parseLog } from '../parse-log.ts'

const bug = 'kernel BUG at lib/example.c:12!'

const timesIn = (lines: readonly string[]): readonly (readonly string[])[] =>
  parseLog(Buffer.from(`${lines.join('\n')}\n`)).reports.map(({ times }) =>
    times.map(({ source, time, assumes, span }) => {
      const at = new Date(time).toISOString().slice(0, 19)
      return `${source} ${at}${assumes === 'nothing' ? '' : ` without ${assumes}`} line ${span.line}`
    })
  )

const clockLine = (uptime: string, clock: string): string =>
  `[${uptime.padStart(12)}] rtc_cmos 00:04: setting system clock to ${clock} UTC (1)`
const bugLine = (uptime: string): string => `[${uptime.padStart(12)}] ${bug}`
const bootLine = (built: string): string =>
  `[    0.000000] Linux version 6.12.9 (a@b) (gcc (Debian 14.2.0-19) 14.2.0) #1 SMP PREEMPT_DYNAMIC ${built}`

const record = (time: string, message: string): readonly string[] => [
  '{',
  `   "time": ${time},`,
  `   "msg": ${JSON.stringify(message)}`,
  '}'
]

describe('the time of a record', () => {
  test.each([
    ['journalctl -o json', [`{"__REALTIME_TIMESTAMP":"1714564800123456","_TRANSPORT":"kernel","MESSAGE":"${bug}"}`], 1],
    [
      'journalctl -o json-pretty',
      ['{', `\t"MESSAGE" : "${bug}",`, '\t"__REALTIME_TIMESTAMP" : "1714564800123456"', '}'],
      2
    ],
    ['journalctl -o export', ['__CURSOR=s=1', '__REALTIME_TIMESTAMP=1714564800123456', `MESSAGE=${bug}`], 3],
    ['journalctl -o verbose', ['Wed 2024-05-01 12:00:00.123456 UTC [s=01;i=1]', `    MESSAGE=${bug}`], 2],
    ['Docker', [`{"log":"${bug}\\n","stream":"stdout","time":"2024-05-01T12:00:00.123456789Z"}`], 1]
  ] as const)('%s', (_, lines, line) => {
    expect(timesIn(lines)).toEqual([[`prefix 2024-05-01T12:00:00 line ${line}`]])
  })

  test('of dmesg --json is that since the boot', () => {
    const clock = 'rtc_cmos 00:04: setting system clock to 2024-05-01T12:00:00 UTC (1)'
    expect(timesIn([...record('    1.500000', clock), ...record('   61.500000', bug)])).toEqual([
      ['log 2024-05-01T12:01:00 line 3']
    ])
  })
})

describe("the log's own clock", () => {
  test('goes on by the uptime', () => {
    expect(timesIn([clockLine('1.500000', '2024-05-01T12:00:00'), bugLine('61.500000')])).toEqual([
      ['log 2024-05-01T12:01:00 line 1']
    ])
  })

  test('is the last one read, since a suspended machine does not count', () => {
    const audit = '[  100.000000] audit: type=1400 audit(1714651200.000:3): avc: denied'
    expect(timesIn([clockLine('1.500000', '2024-05-01T12:00:00'), audit, bugLine('160.000000')])).toEqual([
      ['log 2024-05-02T12:01:00 line 2']
    ])
  })

  test('may be read after the crash', () => {
    expect(timesIn([bugLine('1.000000'), clockLine('61.000000', '2024-05-01T12:01:00')])).toEqual([
      ['log 2024-05-01T12:00:00 line 2']
    ])
  })

  test('is not that of another boot, said or seen by the uptime', () => {
    const boot = bootLine('Mon Apr  1 12:00:00 UTC 2024')
    expect(timesIn([clockLine('1.000000', '2024-05-01T12:00:00'), boot, bugLine('2.000000')])).toEqual([[]])
    expect(timesIn([clockLine('900.000000', '2024-05-01T12:00:00'), bugLine('2.000000')])).toEqual([[]])
    expect(timesIn([bugLine('900.000000'), boot, clockLine('901.000000', '2024-05-01T12:00:00')])).toEqual([[]])
  })

  test('is not taken where it was never set', () => {
    for (const unset of ['1970-01-01T00:00:05', '1980-01-01T00:00:05', '2000-01-01T00:00:05']) {
      expect(timesIn([clockLine('1.000000', unset), bugLine('2.000000')])).toEqual([[]])
    }
    const boot = bootLine('Mon Apr  1 12:00:00 UTC 2024')
    expect(timesIn([boot, clockLine('1.000000', '2015-01-01T00:00:05'), bugLine('2.000000')])).toEqual([[]])
    expect(timesIn([boot, clockLine('1.000000', '2024-04-01T11:00:00'), bugLine('2.000000')])).toEqual([
      ['log 2024-04-01T11:00:01 line 2']
    ])
  })

  test('is what the fuzzer said last, where the kernel says nothing', () => {
    expect(timesIn(['2020/06/10 20:51:27 executing program 0:', 'x', bugLine('61.500000')])).toEqual([
      ['log 2020-06-10T20:51:27 without zone line 1']
    ])
  })

  test('is that of a pstore dump', () => {
    expect(timesIn(['====1714564800.123456-D', bugLine('61.500000')])).toEqual([['log 2024-05-01T12:00:00 line 1']])
  })
})

describe('the time in front of the first line', () => {
  test.each([
    [`2024-05-01T12:00:00+02:00 host kernel: ${bug}`, 'prefix 2024-05-01T10:00:00 line 1'],
    [`2024-05-01T12:00:00+02:00 host kernel: [    1.000000] ${bug}`, 'prefix 2024-05-01T10:00:00 line 1'],
    [`May  1 12:00:00 host kernel: [    1.000000] ${bug}`, 'prefix 2000-05-01T12:00:00 without year line 1'],
    [`[Wed May  1 12:00:00 2024] ${bug}`, 'prefix 2024-05-01T12:00:00 without zone line 1'],
    [`05-01 12:00:00.123     0     0 W KERNEL  : ${bug}`, 'prefix 2000-05-01T12:00:00 without year line 1'],
    [`[2024-05-01 12:00:00.123] [    1.000000] ${bug}`, 'prefix 2024-05-01T12:00:00 without zone line 1'],
    [`\u001b[31m[Wed May  1 12:00:00 2024]\u001b[0m ${bug}`, 'prefix 2024-05-01T12:00:00 without zone line 1']
  ])('%s', (line, expected) => {
    expect(timesIn([line])).toEqual([[expected]])
  })

  test('is each report its own', () => {
    const at = '2024-05-01T12:00:00Z host kernel:'
    const later = '2024-05-01T13:00:00Z host kernel:'
    expect(timesIn([`${at} ${bug}`, `${at} ---[ end trace 0000000000000000 ]---`, `${later} ${bug}`])).toEqual([
      ['prefix 2024-05-01T12:00:00 line 1'],
      ['prefix 2024-05-01T13:00:00 line 3']
    ])
  })

  test('stands behind the clock of the log', () => {
    const clock = `May  1 12:00:00 host kernel: ${clockLine('1.000000', '2024-05-01T10:00:00')}`
    expect(timesIn([clock, `May  1 12:00:01 host kernel: ${bugLine('2.000000')}`])).toEqual([
      ['log 2024-05-01T10:00:01 line 1', 'prefix 2000-05-01T12:00:01 without year line 2']
    ])
  })
})

const head = (date: string): readonly string[] => ['From: A B <a@example.org>', `Date: ${date}`, 'Subject: crash', '']

const mail = (date: string, lines: readonly string[]): readonly string[] => [
  'From a@example.org Thu Jan  1 12:00:00 1970',
  ...head(date),
  ...lines,
  ''
]

describe('the date of a mail', () => {
  test('dates what the mail holds', () => {
    expect(timesIn([...head('Wed, 1 May 2024 12:00:00 +0200'), bugLine('2.000000')])).toEqual([
      ['mail 2024-05-01T10:00:00 line 2']
    ])
  })

  test.each([
    ['Apr 30', '2024-04-30'],
    ['Dec 30', '2023-12-30']
  ])('gives the year of %s, which was not later', (day, expected) => {
    const lines = [...head('Wed, 1 May 2024 12:00:00 +0200'), `${day} 12:00:00 host kernel: ${bug}`]
    expect(timesIn(lines)[0]?.[0]).toBe(`prefix ${expected}T12:00:00 without zone line 5`)
  })

  test('shows that a clock goes wrong which is later', () => {
    const lines = [...head('Wed, 1 May 2024 12:00:00 +0200'), clockLine('1.000000', '2031-05-01T12:00:00')]
    expect(timesIn([...lines, bugLine('2.000000')])).toEqual([['mail 2024-05-01T10:00:00 line 2']])
  })

  test('is that of the mail that is quoted, as deep as the report', () => {
    const lines = [
      ...head('Fri, 3 May 2024 12:00:00 +0000'),
      '> Date: Thu, 2 May 2024 12:00:00 +0000',
      '> > Date: Wed, 1 May 2024 12:00:00 +0000'
    ]
    expect(timesIn([...lines, `> > ${bugLine('2.000000')}`])).toEqual([['mail 2024-05-01T12:00:00 line 6']])
    expect(timesIn([...lines, `> ${bugLine('2.000000')}`])).toEqual([['mail 2024-05-02T12:00:00 line 5']])
    expect(timesIn([...lines, bugLine('2.000000')])).toEqual([['mail 2024-05-03T12:00:00 line 2']])
  })

  test('in a mailbox is that of each mail, whose clock is not that of the next', () => {
    expect(
      timesIn([
        ...mail('Wed, 1 May 2024 12:00:00 +0000', [
          clockLine('1.000000', '2024-04-30T12:00:00'),
          bugLine('2.000000'),
          '[    2.000001] ---[ end trace 0000000000000000 ]---'
        ]),
        ...mail('Thu, 2 May 2024 12:00:00 +0000', [bugLine('3.000000')])
      ])
    ).toEqual([
      ['log 2024-04-30T12:00:01 line 6', 'mail 2024-05-01T12:00:00 line 3'],
      ['mail 2024-05-02T12:00:00 line 12']
    ])
  })
})

describe('no time of a report', () => {
  const zone = process.env['TZ']
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  test("depends on the machine's time zone", () => {
    const zones = [
      'UTC',
      'Asia/Kolkata',
      'America/St_Johns',
      'Pacific/Kiritimati',
      'Europe/Berlin',
      'Pacific/Pago_Pago'
    ]
    const shapes: readonly ((date: Date) => readonly string[])[] = [
      (date) => [clockLine('1.000000', date.toISOString().slice(0, 19)), bugLine('2.000000')],
      (date) => [`${date.toISOString()} host kernel: ${bug}`],
      (date) => [
        `${date.toUTCString().slice(8, 11)} ${date.toISOString().slice(8, 19).replace('T', ' ')} host kernel: ${bug}`
      ],
      (date) => [`Date: ${date.toUTCString().replace('GMT', '+0130')}`, '', bug],
      (date) => [`[${date.toISOString().slice(0, 19).replace('T', ' ')}] ${bug}`]
    ]
    const offsets = new Set<number>()
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1995-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
        fc.constantFrom(...shapes),
        fc.constantFrom(...zones),
        fc.constantFrom(...zones),
        (date, shape, here, there) => {
          const bytes = Buffer.from(`${shape(date).join('\n')}\n`)
          const [one, other] = [here, there].map((name) => {
            process.env['TZ'] = name
            offsets.add(new Date(0).getTimezoneOffset())
            const file = { folder: null, modified: date.getTime() + 3_600_000 }
            return parseLog(bytes).reports.map(({ times }) => seenOf(times, file, Date.UTC(2026, 10, 22)))
          })
          expect(one).toHaveLength(1)
          expect(other).toEqual(one)
        }
      )
    )
    // The zones were in force.
    expect(offsets.size).toBeGreaterThan(3)
  })
})
