import type { Evidence } from './family.ts'

const exceptionPlace = /^--- (?:interrupt|Exception): [0-9a-f]{1,4} at /

/** `at` is a byte of the log: a message of several lines may stand in one. */
type Place = { readonly function: string; readonly at: number }

const instructions = (evidence: Evidence): readonly Place[] =>
  evidence.data.registers.flatMap(({ instruction, mode, repeat, span }) =>
    instruction === null || mode === 'user' || repeat ? [] : [{ function: instruction.function, at: span.startByte }]
  )

/** powerpc names where an exception was taken between the frames: `--- interrupt: 700 at f+0x2c/0x70`. */
const exceptions = (evidence: Evidence): readonly Place[] =>
  evidence.lines
    .filter(({ text }) => text.charCodeAt(0) === 45 && exceptionPlace.test(text))
    .flatMap((line) =>
      functionIn(line.text).map((name) => ({ function: name, at: line.textByte < 0 ? line.startByte : line.textByte }))
    )

/** The first trace that has frames is the crash's own; what follows is of other CPUs or of a panic. */
export const firstTrace = (evidence: Evidence): readonly string[] =>
  (evidence.data.stacks.find((stack) => stack.kind === 'crash')?.frames ?? [])
    .filter((frame) => frame.reliable)
    .map((frame) => frame.function)

/** Without frame pointers these had no way to tell a caller from a leftover on the stack, and doubted every frame. */
const olderKernel = /^[23]\./

const frames = (evidence: Evidence): readonly Place[] => {
  const places: Place[] = []
  for (const stack of evidence.data.stacks) {
    if (stack.kind !== 'crash') continue
    for (const { function: name, reliable, span } of stack.frames)
      if (reliable) places.push({ function: name, at: span.startByte })
  }
  if (places.length === 0 && olderKernel.test(evidence.data.facts.kernel?.value ?? '')) {
    for (const stack of evidence.data.stacks) {
      if (stack.kind !== 'crash') continue
      for (const { function: name, span } of stack.frames) places.push({ function: name, at: span.startByte })
    }
  }
  const others = exceptions(evidence)
  return others.length === 0 ? places : [...places, ...others].sort((a, b) => a.at - b.at)
}

/** Whether the report shows where in the kernel a CPU stood before it shows a trace. */
export const startsWithInstruction = (evidence: Evidence): boolean => {
  const stood = instructions(evidence)[0]?.at ?? Infinity
  return stood < (frames(evidence)[0]?.at ?? Infinity)
}

const linkRegister = /^(?:lr : |LR is at |LR \[|ra {0,4}: |PR is at |RP\(r2\): )/

/** Where the function that the CPU stood in was called: told beside it where a trace is lost. */
const returnsTo = (evidence: Evidence): readonly string[] => {
  const { texts } = evidence.data
  for (let index = texts.length - evidence.lines.length; index < texts.length; index += 1) {
    const text = texts[index] ?? ''
    const first = text.charCodeAt(0)
    // l, L, r, P, R
    if (first !== 108 && first !== 76 && first !== 114 && first !== 80 && first !== 82) continue
    if (linkRegister.test(text) && text.includes('+0x')) return functionIn(text)
  }
  return []
}

/** Functions of the crash's own traces and of the instruction pointers between them, in the order of the log. */
export const crashFunctions = (evidence: Evidence): readonly string[] => {
  const places = [...instructions(evidence), ...frames(evidence)]
  return [...places.sort((a, b) => a.at - b.at).map((place) => place.function), ...returnsTo(evidence)]
}

/** Only the call traces: where the instruction pointer is the reporter's own. */
export const stackFunctions = (evidence: Evidence): readonly string[] => frames(evidence).map((frame) => frame.function)

/** Functions of the trace that tells where memory was allocated. */
export const allocationFunctions = (evidence: Evidence): readonly string[] =>
  evidence.data.stacks
    .filter((stack) => stack.kind === 'allocated')
    .flatMap((stack) => stack.frames.filter((frame) => frame.reliable).map((frame) => frame.function))

/** The function a header names as `in f+0x1/0x2` or `at f+0x1/0x2`. */
export const functionIn = (text: string): readonly string[] => {
  const plus = text.indexOf('+0x')
  if (plus < 0) return []
  // No name holds a blank: what stands before the last one need not be tried.
  const from = Math.max(plus - 300, text.lastIndexOf(' ', plus) + 1, 0)
  const name = /([A-Za-z_$<][^\s+(]{0,255})$/.exec(text.slice(from, plus))
  return name?.[1] === undefined ? [] : [name[1]]
}

/** The function of the first line whose text holds a phrase. */
export const functionOnLine = (evidence: Evidence, phrase: string): readonly string[] => {
  const line = evidence.lines.find((entry) => entry.text.includes(phrase))
  return line === undefined ? [] : functionIn(line.text.slice(line.text.indexOf(phrase)))
}

export const hasLine = (evidence: Evidence, phrase: string): boolean =>
  evidence.lines.some((line) => line.text.includes(phrase))

/** The function that a lock line names: the first `at: f+0x1/0x2` from the line with the phrase on, within `reach` lines. */
export const lockedAt = (evidence: Evidence, phrase: string, reach = 4): readonly string[] => {
  const start = evidence.lines.findIndex((line) => line.text.includes(phrase))
  if (start < 0) return []
  for (const line of evidence.lines.slice(start, start + reach)) {
    const names = functionIn(line.text)
    if (names.length > 0) return names
  }
  return []
}

/** Functions of the traces that tell where locks of a chain were taken. */
export const lockFunctions = (evidence: Evidence): readonly string[] =>
  evidence.data.stacks
    .filter((stack) => stack.kind === 'lock')
    .flatMap((stack) => stack.frames.map((frame) => frame.function))
