import type { Report, ReportLine } from '../../shared/model/report.ts'

type SectionKind =
  | 'context'
  | 'registers'
  | 'user-registers'
  | 'stack'
  | 'modules'
  | 'memory'
  | 'locks'
  | 'noise'
  | 'repeat'

/** A run of a report's lines that belongs together. Indices into `report.lines`, the last included. */
type Section = {
  readonly kind: SectionKind
  readonly title: string
  readonly first: number
  readonly last: number
}

const registerKinds: ReadonlySet<ReportLine['kind']> = new Set(['instruction', 'code', 'register'])
const frameKinds: ReadonlySet<ReportLine['kind']> = new Set(['frame', 'inline-frame', 'stack-mark'])
/** Lines that may stand between the frames of one stack: user registers, other CPUs' chatter. */
const betweenFrames: ReadonlySet<ReportLine['kind']> = new Set([...registerKinds, 'noise', 'blank', 'unknown'])

/** Lines from `first` on of which `holds` is true, without trailing blank ones. */
const runEnd = (lines: readonly ReportLine[], first: number, holds: (line: ReportLine) => boolean): number => {
  let last = first
  for (let at = first; at < lines.length; at++) {
    const line = lines[at]
    if (!line || !holds(line)) break
    if (line.kind !== 'blank') last = at
  }
  return last
}

const stackEnd = (lines: readonly ReportLine[], first: number): number => {
  let last = first
  for (let at = first + 1; at < lines.length; at++) {
    const line = lines[at]
    if (!line || line.repeat) break
    if (frameKinds.has(line.kind)) last = at
    else if (!betweenFrames.has(line.kind)) break
  }
  return last
}

const plainTitles = {
  context: 'Messages before the crash',
  modules: 'Modules',
  memory: 'Memory',
  lock: 'Locks',
  noise: 'Noise'
} as const
const plainKinds = { context: 'context', modules: 'modules', memory: 'memory', lock: 'locks', noise: 'noise' } as const

/** The sections of a report in the order of their first lines; registers of user space lie inside the stack they follow. */
export const sectionsOf = ({ lines, registers }: Pick<Report, 'lines' | 'registers'>): readonly Section[] => {
  const sections: Section[] = []
  const modeAt = new Map(registers.map((set) => [set.span.line, set.mode]))
  let stackLast = -1
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    if (!line) break
    if (line.repeat) {
      const previous = lines[at - 1]
      const first = previous?.kind === 'end-of-trace' ? at - 1 : at
      const last = runEnd(lines, at, (other) => other.repeat || other.kind === 'blank')
      sections.push({ kind: 'repeat', title: 'Printed again', first, last })
      at = last
      continue
    }
    if (line.kind === 'stack-header') {
      stackLast = stackEnd(lines, at)
      sections.push({ kind: 'stack', title: line.text.trim().replace(/:$/, ''), first: at, last: stackLast })
      continue
    }
    if (registerKinds.has(line.kind)) {
      const last = runEnd(lines, at, (other) => !other.repeat && registerKinds.has(other.kind))
      const modes = lines.slice(at, last + 1).map((other) => modeAt.get(other.line))
      const user = modes.includes('user')
      sections.push({
        kind: user ? 'user-registers' : 'registers',
        title: user ? 'User registers' : 'Registers',
        first: at,
        last
      })
      at = last
      continue
    }
    const { kind } = line
    if (kind === 'context' || kind === 'modules' || kind === 'memory' || kind === 'lock' || kind === 'noise') {
      if (kind === 'noise' && at <= stackLast) continue
      const last = runEnd(lines, at, (other) => !other.repeat && other.kind === kind)
      sections.push({ kind: plainKinds[kind], title: plainTitles[kind], first: at, last })
      at = last
    }
  }
  return sections
}

/** What Monaco folds: sections of two lines and more. Only what was printed twice is folded at first. */
export const foldsOf = (sections: readonly Section[]): readonly { first: number; last: number; folded: boolean }[] =>
  sections
    .filter(({ first, last }) => last > first)
    .map(({ kind, first, last }) => ({ first: first + 1, last: last + 1, folded: kind === 'repeat' }))
