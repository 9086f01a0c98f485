import { describe, expect, it } from 'vitest'
import { type Line, toLine } from '../lines/line.ts'
import { readMachineLine } from './machine.ts'
import { readTaintNames, taintsOf } from './taint.ts'

const lineOf = (text: string): Line => toLine({ line: 1, startByte: 0, endByte: text.length, text, asIs: true })

type Machine = NonNullable<ReturnType<typeof readMachineLine>>

/** What was read, and what stands in the line at the place of each. */
const read = (text: string): Readonly<Record<string, readonly [unknown, string]>> => {
  const facts: Partial<Machine> = readMachineLine(lineOf(text)) ?? {}
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, fact]) =>
      fact === null ? [] : [[name, [fact.value, text.slice(fact.span.startByte, fact.span.endByte)] as const]]
    )
  )
}

describe('the machine line', () => {
  it('gives each fact the bytes that say it', () => {
    expect(
      read(
        '[    9.000001] CPU: 3 UID: 10 PID: 5822 Comm: crane/u8:1 Not tainted 6.15.0-rc7-00142-g4856ebd99715 #7 PREEMPT(lazy)'
      )
    ).toEqual({
      cpu: [3, '3'],
      uid: [10, '10'],
      pid: [5822, '5822'],
      command: ['crane/u8:1', 'crane/u8:1'],
      taint: [[], 'Not tainted'],
      kernel: ['6.15.0-rc7-00142-g4856ebd99715', '6.15.0-rc7-00142-g4856ebd99715'],
      commit: ['4856ebd99715', '4856ebd99715'],
      build: ['#7 PREEMPT(lazy)', '#7 PREEMPT(lazy)'],
      preemption: ['lazy', '#7 PREEMPT(lazy)']
    })
  })
  it('keeps blanks of a command', () => {
    expect(read('CPU: 0 PID: 41 Comm: Crane Operator Tainted: G        W         6.1.0 #1')).toMatchObject({
      command: ['Crane Operator', 'Crane Operator'],
      kernel: ['6.1.0', '6.1.0']
    })
  })
  it('of 2.6 has the version in brackets', () => {
    expect(read('Pid: 41, comm: crane Not tainted  (2.6.32-5-686 #1)')).toMatchObject({
      pid: [41, '41'],
      command: ['crane', 'crane'],
      kernel: ['2.6.32-5-686', '2.6.32-5-686'],
      build: ['#1', '#1']
    })
  })
})

describe('a line with no task', () => {
  it.each([
    ['6.9.1 #4 Not tainted', '6.9.1', '#4'],
    ['6.9.1-wharf #4 SMP PREEMPT_RT Tainted: G        W', '6.9.1-wharf', '#4 SMP PREEMPT_RT'],
    ['      Tainted: G           OE      6.12.9 #1 Wharf 6.12.9-1', '6.12.9', '#1 Wharf 6.12.9-1'],
    ['      Not tainted 4.15.0+ #1', '4.15.0+', '#1'],
    ['5.4.0-rc7-next-20191113 #172', '5.4.0-rc7-next-20191113', '#172']
  ])('%s', (text, kernel, build) => {
    expect(read(text)).toMatchObject({ kernel: [kernel, kernel], build: [build, build] })
  })
  it.each(['1.5 #3 of 7 boxes', '12.25 metres of rope', '3 locks held by crane/41:'])('is not: %s', (text) => {
    expect(readMachineLine(lineOf(text))).toBeNull()
  })
})

describe('taints', () => {
  it('has a name and a meaning for every letter the kernel has', () => {
    const letters = 'PFSRMBUDAWCIOELKXTNJ'
    const taints = taintsOf(`G${letters}`)
    expect(taints.map(({ letter }) => letter).join('')).toBe(letters)
    expect(taints.every(({ name, meaning }) => name !== null && meaning !== 'not known')).toBe(true)
    expect(new Set(taints.map(({ name }) => name)).size).toBe(letters.length)
  })
  it('takes the log’s word for a letter that is new', () => {
    expect(
      readTaintNames('Tainted: [W]=WARN, [Z]=SALT_WATER')?.map(({ letter, name, meaning }) => [letter, name, meaning])
    ).toEqual([
      ['W', 'WARN', 'kernel issued a warning before'],
      ['Z', 'SALT_WATER', 'salt water']
    ])
  })
})
