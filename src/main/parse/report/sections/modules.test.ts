import { expect, it } from 'vitest'
import { reportSchema } from '../../../../shared/model/report.ts'
import { parsedReport } from '../../../../../tests/builders/parsed-report.ts'

const oops = (modules: string): string => `BUG: unable to handle page fault for address: ffffc90000ffffc8
#PF: supervisor write access in kernel mode
#PF: error_code(0x0002) - not-present page
Oops: Oops: 0002 [#1] SMP PTI
${modules}
CPU: 1 PID: 41 Comm: crane Tainted: G           OE      6.9.1 #4
RIP: 0010:dock_poll+0x9/0x20 [wharf]
Call Trace:
 dock_ioctl+0x10/0x20 [wharf]
 do_syscall_64+0x58/0xf0
`

it('has the taints and the state of each module, and the last one unloaded', () => {
  const { modules } = parsedReport(
    oops('Modules linked in: wharf(OE) crane(+) snd_dock winch(E-) [last unloaded: pier(O)]')
  )
  expect(modules?.value).toEqual([
    { name: 'wharf', taint: 'OE', state: null },
    { name: 'crane', taint: '', state: 'loading' },
    { name: 'snd_dock', taint: '', state: null },
    { name: 'winch', taint: 'E', state: 'unloading' }
  ])
  expect(modules?.lastUnloaded).toEqual({ name: 'pier', taint: 'O', state: null })
})

it('goes on over the lines that a mailer or an old kernel broke it into', () => {
  const { modules } = parsedReport(
    oops('Modules linked in: wharf(OE) crane\n snd_dock(E) winch(E)\n [last unloaded: pier]')
  )
  expect(modules?.value.map(({ name }) => name)).toEqual(['wharf', 'crane', 'snd_dock', 'winch'])
  expect(modules?.lastUnloaded?.name).toBe('pier')
})

it('is empty where nothing is linked in', () => {
  expect(parsedReport(oops('Modules linked in:')).modules?.value).toEqual([])
})

const without = (value: object, ...names: readonly string[]): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))

it('reads what reports of the first parser were stored with', () => {
  const report = parsedReport(oops('Modules linked in: wharf(OE) crane'))
  const span = report.modules?.span
  const read = reportSchema.parse({
    ...without(report, 'locks', 'memory', 'hang', 'injection', 'after'),
    modules: { value: ['wharf(OE)', 'crane'], span },
    facts: {
      ...without(report.facts, 'compiler', 'builder', 'buildTime', 'config', 'fault', 'undefined'),
      taint: { value: [{ letter: 'O', meaning: 'externally built' }], span }
    },
    stacks: report.stacks.map((stack) => without(stack, 'owner'))
  })
  expect(read.modules).toEqual(report.modules)
  expect(read.locks).toEqual(report.locks)
  expect(read.memory).toEqual(report.memory)
  expect(read.hang).toEqual(report.hang)
  expect([read.injection, read.after, read.facts.compiler, read.stacks[0]?.owner]).toEqual([null, null, null, null])
  expect(read.facts.taint?.value[0]?.name).toBeNull()
})
