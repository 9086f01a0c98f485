import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import type { Report } from '../../src/shared/model/report.ts'

const samples = new URL('../../resources/samples/', import.meta.url).pathname
const consoleLogs = new URL('../../../shared/corpus/console/logs/', import.meta.url).pathname

const present = existsSync(consoleLogs)
if (!present) process.stdout.write('skipped: half of report-data, ../shared/corpus/console is absent\n')

const reportsOf = (file: string): readonly Report[] => parseLog(readFileSync(file)).reports

const sample = (name: string): Report => {
  const [report] = reportsOf(`${samples}${name}.log`)
  if (report === undefined) throw new Error(`There is no report in ${name}.`)
  return report
}

describe('the samples', () => {
  it('a use after free: object, place, shadow byte, the stacks of both tasks', () => {
    const { memory, facts, stacks, kernel } = sample('og_mem_uaf_read__kasan-kasan-direct-0')
    expect(memory.object?.value).toMatchObject({ cache: 'kmalloc-128', size: 128 })
    expect(memory.place?.value).toMatchObject({ offset: 24, side: 'inside', state: 'freed' })
    expect([memory.shadow.length, memory.shadowColumn]).toEqual([5, 3])
    expect(memory.shadow.find(({ marked }) => marked)?.bytes[3]).toBe('fb')
    expect(facts.syscall?.value).toMatchObject({ name: 'write', number: 1 })
    expect(facts.compiler?.value).toMatch(/^gcc /)
    expect(kernel).toBe('6.12.117-qcrash-kasan')
    expect(stacks.map(({ kind, owner }) => [kind, owner?.pid])).toEqual([
      ['crash', undefined],
      ['allocated', 38],
      ['freed', 38]
    ])
  })
  it('two mutexes in both orders: chain, scenario, who holds what', () => {
    const { locks, stacks } = sample('og_sched_abba__kasan-kasan-ioctl-1')
    expect(locks.named.map(({ role, lock }) => [role, lock.lock.name])).toEqual([
      ['wanted', 'og_mutex_b'],
      ['held', 'og_mutex_a']
    ])
    expect(locks.chain.map(({ lock, stack }) => [lock.name, stacks[stack ?? -1]?.kind])).toEqual([
      ['og_mutex_a', 'lock'],
      ['og_mutex_b', 'lock']
    ])
    expect(locks.scenario.map(({ cpu }) => cpu)).toEqual([0, 1, 1, 0])
    expect(locks.holders.map(({ command, count }) => [command, count])).toEqual([['og_abba/0', 1]])
  })
  it('stalls: a grace period, a CPU, tasks that wait, one report after the other', () => {
    expect(sample('og_sched_rcustall__c612-kthread-2').hang.rcu?.value).toMatchObject({
      flavor: 'rcu_preempt',
      self: true,
      jiffies: 1000,
      cpus: [{ cpu: 1, ticks: 997 }]
    })
    expect(sample('og_sched_softlockup__d61-kthread-1').hang.lockup?.value).toMatchObject({ kind: 'soft', seconds: 3 })
    const hung = reportsOf(`${samples}og_sched_hungwait__c612-work-2.log`)
    expect(hung.map(({ hang, after }) => [hang.tasks[0]?.state, after])).toEqual([
      ['D', null],
      ['D', 0],
      ['D', 1],
      ['D', 2]
    ])
  })
  it('a bad page', () => {
    const { memory, modules } = sample('og_mem_badpage__c612-tasklet-3')
    expect(memory.pages[0]).toMatchObject({ refcount: 0, pfn: '5500', reason: { value: 'non-NULL mapping' } })
    expect(modules?.value.map(({ name, taint }) => [name, taint])).toEqual([
      ['oopsgen', 'OE'],
      ['lkdtm', 'OE']
    ])
  })
})

/** Words of a report's lines, and whether what they announce was read. */
const claims: readonly (readonly [string, RegExp, (report: Report) => boolean])[] = [
  ['objects', /which belongs to the cache|kfence-#\d+: /, ({ memory }) => memory.object !== null],
  ['places', /address is located \d+ bytes/, ({ memory }) => memory.place !== null],
  ['shadow rows', /Memory state around/, ({ memory }) => memory.shadow.length > 0],
  ['pages', /(?:^|\n)page:/, ({ memory }) => memory.pages.length > 0],
  ['held locks', /\d locks? held by /, ({ locks }) => locks.holders.length > 0],
  ['wanted locks', /is trying to acquire lock/, ({ locks }) => locks.named.length > 0],
  ['lock chains', /-> #\d/, ({ locks }) => locks.chain.length > 0],
  ['scenarios', /unsafe locking scenario/, ({ locks }) => locks.scenario.length > 0],
  ['RCU stalls', /INFO: rcu_\w+ (?:self-)?detected (?:expedited )?stall/, ({ hang }) => hang.rcu !== null],
  ['hung tasks', /INFO: task \S+ blocked for more than/, ({ hang }) => hang.tasks.length > 0],
  ['soft lockups', /soft lockup - CPU#\d+ stuck/, ({ hang }) => hang.lockup !== null],
  ['modules', /(?:^|\n)Modules linked in:/, ({ modules }) => modules !== null],
  ['undefined behaviour', /^UBSAN: /m, ({ facts }) => facts.undefined !== null]
]

describe.skipIf(!present)('the logs of ../shared/corpus/console', () => {
  const reports = present ? readdirSync(consoleLogs).flatMap((name) => reportsOf(`${consoleLogs}${name}`)) : []
  const texts = reports.map(
    (report) =>
      [
        report,
        report.lines
          .filter(({ repeat }) => !repeat)
          .map(({ text }) => text)
          .join('\n')
      ] as const
  )
  it.each(claims)('have their %s as data', (_, words, isRead) => {
    const claimed = texts.filter(([, text]) => words.test(text))
    const missed = claimed
      .filter(([report]) => !isRead(report))
      .map(([{ title, startLine }]) => `${startLine} ${title}`)
    expect(claimed.length).toBeGreaterThan(0)
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(claimed.length * 0.02)
  })
})
