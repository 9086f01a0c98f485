import type { LineKind, Report } from '../../../../shared/model/report.ts'
import type { Line } from '../../lines/line.ts'
import type { CrashData } from '../read-crash.ts'
import { createFaultReader } from './faults.ts'
import { createHangReader } from './hang.ts'
import { createLockReader } from './locks.ts'
import { createMemoryReader } from './memory.ts'
import { createModuleReader } from './modules.ts'

type Sections = Pick<Report, 'facts' | 'locks' | 'memory' | 'hang' | 'modules'>

/** Kinds that another reader has done with, or that say nothing of the crash. */
const read: ReadonlySet<LineKind> = new Set([
  'inline-frame',
  'stack-mark',
  'code',
  'instruction',
  'noise',
  'separator',
  'context'
])

/** Reads the lines of a report for all that is not a frame or a register. `stacks` are those that the report keeps. */
export const readSections = (lines: readonly Line[], data: CrashData, stacks: Report['stacks']): Sections => {
  const stackLines = new Map(stacks.map((stack, index) => [stack.span.line, index]))
  const stackAt = (line: number): number | null => stackLines.get(line) ?? null
  const stackAfter = (line: number, before: number): number | null => {
    for (const [at, index] of stackLines) if (at > line && at < before) return index
    return null
  }
  const faults = createFaultReader(data.facts)
  const locks = createLockReader(stackAt)
  const memory = createMemoryReader(stackAt)
  const hang = createHangReader(stackAfter)
  const modules = createModuleReader()
  let lastOfModules = -2
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    const kind = data.kinds[index]
    // Most lines are frames.
    if (kind === 'frame' || kind === undefined || read.has(kind)) continue
    if (line === undefined || data.repeats[index] === true) continue
    if (kind === 'blank') {
      memory.take(line, '', kind)
      continue
    }
    const text = data.texts[index] ?? ''
    if (kind === 'register' || text.startsWith('#PF')) faults.take(line, text, kind)
    else if (kind === 'stack-header') {
      locks.take(line, text, kind)
      memory.take(line, text, kind)
    } else if (kind === 'memory' || kind === 'lock') {
      // What is a line of locks and what is one of memory is not always told by its words alone.
      locks.take(line, text, kind)
      memory.take(line, text, kind)
      faults.take(line, text, kind)
    } else if (kind === 'modules' || (kind === 'unknown' && lastOfModules === index - 1)) {
      modules.take(line, text, kind)
      lastOfModules = index
    } else {
      faults.take(line, text, kind)
      locks.take(line, text, kind)
      memory.take(line, text, kind)
      hang.take(line, text, kind)
    }
  }
  return {
    facts: { ...data.facts, ...faults.value() },
    locks: locks.value(),
    memory: memory.value(),
    hang: hang.value(),
    modules: modules.value()
  }
}
