import { claim, type Match, type Reading } from '../reading.ts'
import type { Family } from './family.ts'

type Lock = { readonly name: string; readonly at: string | null; readonly lines: readonly number[] }

/** kernel/locking/lockdep.c, print_lock: `ffff8880 (&x->lock){+.+.}-{3:3}, at: f+0x1/0x2 f.c:1`. */
const lockPattern =
  /^[0-9a-f() pxptrval]{0,32}\(([^{}]{1,120})\)\{[^}]{0,16}\}(?:-\{\d{1,2}:\d{1,2}\})?(?:, at: (?:\[<[0-9a-f]+>\] )?([\w.]{1,120}))?/

const lockOf = (match: (Match & { readonly above: number }) | null): Lock | null => {
  const lock = lockPattern.exec(match?.text ?? '')
  if (match === null || lock === null) return null
  return { name: lock[1] ?? '', at: lock[2] ?? null, lines: [match.above, match.line] }
}

const taken = ({ name, at }: Lock): string => `(${name})${at === null ? '' : ` in ${at}()`}`

/** What lockdep found, in the words of its header. */
const rules =
  /(possible (?:circular locking dependency|recursive locking|irq lock inversion dependency|deadlock)|inconsistent lock state|(?:HARD|SOFT)IRQ-safe -> (?:HARD|SOFT)IRQ-unsafe lock order|suspicious RCU usage|bad unlock balance|bad contention|held lock freed|lock held when returning to user space|lock held at task exit time|still has locks held|Nested lock was not taken|Invalid wait context|locks? still held|trying to register non-static key)/i

const requested = ({ below }: Reading): Lock | null =>
  lockOf(below(/ is trying to acquire lock:$| is trying to lock:$| is trying to release lock |\] takes:$/))
const held = ({ below }: Reading): Lock | null =>
  lockOf(below(/^but task is already holding lock:$|^(?:and )?this task is already holding:$/))

export const lockdep: Family = (reading) => {
  const { header, find, below } = reading
  const rule = rules.exec(header?.text ?? '')
  if (header === null || rule === null) return null
  const wanted = requested(reading)
  const holding = held(reading)
  const usage = find(/^inconsistent \{([\w?-]{1,40})\} -> \{([\w?-]{1,40})\} usage/)
  const task = find(/^(.{1,64})\/\d{1,10} (?:is trying to|\[HC)/) ?? find(/^(.{1,64})\/\d{1,10} is freeing memory/)
  const rcu = /suspicious RCU/i.test(rule[1] ?? '')
    ? find(/^([^\s]{1,200}:\d+) (suspicious [\w()]{1,60} usage|.{3,120}!?)$/)
    : null
  const last = below(/^the existing dependency chain \(in reverse order\) is:$/)
  const locks = [
    ...(wanted === null ? [] : [`takes ${taken(wanted)}`]),
    ...(holding === null ? [] : [`${wanted === null ? 'holds' : 'while it holds'} ${taken(holding)}`])
  ].join(' ')
  const detail = rcu === null ? locks : `${rcu.parts[1]?.replace(/[!.]$/, '')} at ${rcu.parts[0]}`
  return {
    what: `${rule[1]}${detail === '' ? '' : `: ${task === null || rcu !== null ? '' : `${task.parts[0]} `}${detail}`}`,
    lines: [
      header.line,
      ...(wanted?.lines ?? []),
      ...(holding?.lines ?? []),
      ...(rcu === null ? [] : [rcu.line]),
      ...(task === null ? [] : [task.line])
    ],
    place: detail === '' ? 'title' : null,
    task: task === null || rcu !== null || locks === '' ? undefined : null,
    claims: [
      ...(usage === null
        ? []
        : [claim('lock', `the lock was taken as ${usage.parts[0]} and now as ${usage.parts[1]}`, [usage.line])]),
      ...(last === null || holding === null || wanted === null
        ? []
        : [
            claim('lock', `the log lists the chain that leads from (${wanted.name}) to (${holding.name}) already`, [
              last.above,
              last.line
            ])
          ])
    ]
  }
}
