import type { Report } from '../../../../shared/model/report.ts'

/** A function as the compiler's clones share it: `f.constprop.0`, `f.isra.0.cold` are `f`. */
const baseName = (name: string): string => name.replace(/\.(?:constprop|isra|part|cold|llvm)\b.*$/, '')

/**
 * The callers of the function in the title, nearest first, two at most. Where the crash's call trace does not begin
 * with that function, as when it starts above the instruction pointer, they are the first of the trace.
 */
export const callersOf = (report: Report): readonly string[] => {
  const stack = report.stacks.find((candidate) => candidate.kind === 'crash') ?? report.stacks[0]
  if (!stack) return []
  const functions = stack.frames
    .filter((frame) => frame.reliable)
    .flatMap((frame) => [...frame.inlined.map((inlined) => inlined.function), frame.function])
  const title = report.frame === null ? null : baseName(report.frame)
  const at = title === null ? -1 : functions.findIndex((name) => baseName(name) === title)
  return functions.slice(at + 1).slice(0, 2)
}
