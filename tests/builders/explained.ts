import type { Explanation } from '../../src/shared/model/explanation.ts'
import type { Report } from '../../src/shared/model/report.ts'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import { loadDisassembler } from '../../src/main/explain/disassembler.ts'
import { explain } from '../../src/main/explain/explain.ts'

const disassembler = await loadDisassembler()

export type Explained = Explanation & { readonly report: Report; readonly texts: readonly string[] }

/** The first crash of a log, explained. */
export const explained = (log: string): Explained => {
  const report = parseLog(Buffer.from(`${log.trim()}\n`)).reports[0]
  if (report === undefined) throw new Error('the log of this test has no crash')
  const explanation = explain(report, disassembler)
  return { ...explanation, report, texts: explanation.claims.map(({ text }) => text) }
}

/** Registers of x86_64 as __show_regs prints them; those not named hold 1. */
export const registersX86 = (values: Readonly<Record<string, string>>): string => {
  const value = (name: string): string => (values[name] ?? '1').padStart(16, '0')
  const row = (...names: readonly string[]): string => names.map((name) => `${name}: ${value(name)}`).join(' ')
  return [
    `RSP: 0018:${values['RSP'] ?? 'ffffc90000a1fd80'} EFLAGS: 00010246`,
    row('RAX', 'RBX', 'RCX'),
    row('RDX', 'RSI', 'RDI'),
    row('RBP', 'R08', 'R09'),
    row('R10', 'R11', 'R12'),
    row('R13', 'R14', 'R15'),
    `FS:  0000000000000000(0000) GS:ffff888237c00000(0000) knlGS:0000000000000000`,
    `CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033`,
    `CR2: ${value('CR2')} CR3: 000000010a2e4000 CR4: 00000000000006f0`
  ].join('\n')
}

export const machine = (taint = 'Not tainted'): string =>
  [
    `CPU: 1 UID: 0 PID: 321 Comm: quokka ${taint} 6.15.0-rc7-zoo #3 PREEMPT(full)`,
    'Hardware name: QEMU Standard PC (Q35 + ICH9, 2009), BIOS 1.16.3 04/01/2014'
  ].join('\n')

export const trace = (...frames: readonly string[]): string =>
  ['Call Trace:', ' <TASK>', ...frames.map((frame) => ` ${frame}`), ' </TASK>'].join('\n')
