import type { Facts } from '../../../shared/model/facts.ts'
import type { Stack } from '../../../shared/model/frame.ts'
import type { Report, ReportLine } from '../../../shared/model/report.ts'
import type { BootFacts } from '../history/boot.ts'
import type { LogHistory } from '../history/log-history.ts'
import type { Line } from '../lines/line.ts'
import { architectureOf } from './architecture.ts'
import { guiltyFileOf } from './guilty-file.ts'
import { readConfig } from './config.ts'
import { type CrashData, readCrash } from './read-crash.ts'
import { readSections } from './sections/read-sections.ts'
import { readTask } from './task.ts'
import { lostFunction, nameCrash } from './titles.ts'

/** The lines of one crash: `lines[header]` says what happened, those before it are messages of the same caller. */
type CrashLines = {
  readonly lines: readonly Line[]
  readonly header: number
  /** What the header says, without what stands before it. */
  readonly headerText: string
  /** False where no line holds one of the words that `tornAt` looks for. */
  readonly mayBeTorn: boolean
  /** Lines of a crash that broke in before its trace: they tell where it was, where its own do not. */
  readonly borrowed: readonly Line[]
  /** The console was lost while the crash was told. */
  readonly lost: boolean
}

type BuiltReport = {
  readonly report: Report
  /** Lines at the end that turned out to belong to no crash. */
  readonly rest: readonly Line[]
}

/** More lines than these that say nothing of the crash end it: fewer once the kernel has said that it is through. */
const silenceBeforeEnd = 60
const silenceAfterEnd = 15

type End = {
  /** Index of the last line of the crash. */
  readonly last: number
  /** Whether what was read rests on lines behind it too. */
  readonly passed: boolean
}

const endOf = (data: CrashData, header: number): End => {
  let last = header
  let ended = false
  for (let index = header + 1; index < data.kinds.length; index += 1) {
    const kind = data.kinds[index]
    if (kind === 'end-of-trace') ended = true
    if (kind === 'unknown' || kind === 'noise' || kind === 'blank' || kind === 'context') continue
    if (index - last > (ended ? silenceAfterEnd : silenceBeforeEnd)) return { last, passed: true }
    last = index
  }
  return { last, passed: false }
}

/**
 * Where another report starts that is no crash but prints a trace of its own. Without a caller on each line nothing
 * tells the two apart, so a title only rests on what stands before.
 */
const tornAt = (lines: readonly Line[], header: number): number => {
  if (/^[TC]/.test(lines[header]?.caller ?? '')) return lines.length
  const at = lines.findIndex(
    (line, index) =>
      index > header &&
      /^FAULT_INJECTION: forcing|: vmalloc: allocation (?:failure|error)|^FAULT_FLAG_ALLOW_RETRY missing/.test(
        line.text
      )
  )
  return at < 0 ? lines.length : at
}

const executorOf = (command: string | null): string | null => {
  const match = /^syz\.(\d{1,9})\.(\d{1,12})$/.exec(command ?? '')
  return match === null ? null : `proc=${match[1] ?? ''}, id=${match[2] ?? ''}`
}

/** The crash's own traces first; a header that only announces one is none where there is another. */
const inOrder = (stacks: readonly Stack[]): readonly Stack[] => {
  const own = stacks.filter((stack) => stack.kind === 'crash')
  const full = own.filter((stack) => stack.frames.length > 0)
  return [...(full.length > 0 ? full : own), ...stacks.filter((stack) => stack.kind !== 'crash')]
}

/** What the boot line tells, where the report does not say it; nothing where the report is of another kernel. */
const withBoot = (facts: Facts, boot: BootFacts | null): Facts => {
  const isOther = facts.kernel !== null && boot?.kernel !== undefined && boot.kernel?.value !== facts.kernel.value
  const known =
    boot === null || isOther
      ? facts
      : {
          ...facts,
          kernel: facts.kernel ?? boot.kernel,
          commit: facts.commit ?? boot.commit,
          build: facts.build ?? boot.build,
          buildTime: facts.buildTime ?? boot.buildTime,
          compiler: boot.compiler,
          builder: boot.builder
        }
  return { ...known, config: readConfig(known) }
}

/** The name that the trace of another crash gives, where it gives one. */
const nameByOther = (
  lines: readonly Line[],
  header: number,
  headerText: string,
  borrowed: readonly Line[]
): ReturnType<typeof nameCrash> => {
  if (borrowed.length === 0) return null
  const both = [...lines, ...borrowed]
  const named = nameCrash({ header: headerText, lines: both.slice(header), data: readCrash(both, header) })
  return named?.frame === lostFunction ? null : named
}

export const buildReport = (
  { lines, header, headerText, mayBeTorn, borrowed, lost }: CrashLines,
  history: LogHistory
): BuiltReport | null => {
  const all = readCrash(lines, header)
  const head = lines[header]
  if (head === undefined) return null
  const torn = mayBeTorn ? tornAt(lines, header) : lines.length
  const own = nameCrash({
    header: headerText,
    lines: lines.slice(header, torn),
    data: torn === lines.length ? all : readCrash(lines.slice(0, torn), header)
  })
  if (own === null) return null
  const named = own.frame === lostFunction ? (nameByOther(lines, header, headerText, borrowed) ?? own) : own
  const corruptedReason = named.corruptedReason === '' && lost ? 'the console was lost' : named.corruptedReason
  const { last, passed } = endOf(all, header)
  const kept = lines.slice(0, last + 1)
  // The registers and traces of the next crash would go into those of this one.
  const data = passed ? readCrash(kept, header) : all
  const reportLines = kept.map((line, index): ReportLine => ({
    line: line.line,
    kind: data.kinds[index] ?? 'unknown',
    repeat: data.repeats[index] ?? false,
    text: line.text
  }))
  let first = header
  while (first > 0 && data.kinds[first - 1] === 'separator') first -= 1
  const start = lines[first] ?? head
  const end = lines[last] ?? head
  const within = (span: { readonly line: number }): boolean => span.line <= end.line
  const stacks = inOrder(data.stacks.filter((stack) => within(stack.span)))
  const sections = readSections(kept, data, stacks)
  const told = sections.facts
  const task = told.command === null ? readTask(kept, data.kinds, header) : told
  const facts = withBoot({ ...told, command: task.command, pid: told.pid ?? task.pid }, history.bootBefore(head.line))
  const report: Report = {
    title: named.title,
    altTitles: named.altTitles,
    kind: named.kind,
    type: named.type,
    corrupted: corruptedReason !== '',
    corruptedReason,
    suppressed: false,
    panicked: false,
    executor: executorOf(facts.command?.value ?? null),
    frame: named.frame,
    guiltyFile: guiltyFileOf(kept, data.texts, header),
    arch: architectureOf(data, kept.length),
    kernel: facts.kernel?.value ?? null,
    startByte: start.startByte,
    endByte: end.endByte,
    startLine: start.line,
    endLine: end.line,
    facts,
    registers: data.registers.filter((set) => within(set.span)),
    code: data.code.filter((dump) => within(dump.span)),
    stacks,
    modules: sections.modules,
    locks: sections.locks,
    memory: sections.memory,
    hang: sections.hang,
    injection: history.injectionBefore(head),
    after: null,
    times: [],
    lines: reportLines
  }
  return { report, rest: lines.slice(last + 1) }
}
