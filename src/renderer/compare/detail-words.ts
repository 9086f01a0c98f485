import type { ComparedFact, ComparedFrame, ComparedStack } from '../../shared/model/comparison.ts'
import { counted } from '../components/quantities.ts'

/** Facts by what is to be read of them: what differs first, then noise, and what is the same in one line. */
export const sortedFacts = (
  facts: readonly ComparedFact[]
): { readonly rows: readonly ComparedFact[]; readonly same: readonly ComparedFact[] } => {
  const order = { different: 0, missing: 1, noise: 2, same: 3 } as const
  return {
    rows: facts.filter(({ kind }) => kind !== 'same').toSorted((a, b) => order[a.kind] - order[b.kind]),
    same: facts.filter(({ kind }) => kind === 'same')
  }
}

export const factsSummary = (facts: readonly ComparedFact[]): string => {
  const differing = facts.filter(({ kind }) => kind === 'different').length
  const missing = facts.filter(({ kind }) => kind === 'missing').length
  const parts = [
    ...(differing > 0 ? [`${differing} ${differing === 1 ? 'differs' : 'differ'}`] : []),
    ...(missing > 0 ? [`${missing} in one only`] : [])
  ]
  return parts.length > 0 ? parts.join(', ') : 'nothing that counts differs'
}

export const stackSummary = ({ a, b, equal, of, frames }: ComparedStack): string => {
  if (!a || !b)
    return a ? `only in A, ${counted(frames.length, 'frame')}` : `only in B, ${counted(frames.length, 'frame')}`
  if (equal === of) return `the same ${counted(of, 'frame')}`
  const parting = frames.find((frame) => frame.parting)
  const names = new Set([parting?.a?.function, parting?.b?.function].filter((name) => name !== undefined))
  const where = names.size === 0 ? '' : `, part at ${[...names].join(' and ')}`
  return `${equal} of ${counted(of, 'frame')} in common${where}`
}

/** A report of a hang may hold a thousand stacks; more are not read one by one. */
const mostStacks = 24

/** Whether two stacks are not one, frame by frame. */
export const isParted = ({ a, b, equal, of }: ComparedStack): boolean => !a || !b || equal < of

/** Stacks that get a part of their own: those of the crash, and those that differ; and what to say of the others. */
export const chosenStacks = (
  stacks: readonly ComparedStack[]
): { readonly shown: readonly ComparedStack[]; readonly rest: string | null } => {
  const telling = stacks.filter((stack) => (stack.kind !== 'other' && stack.kind !== 'other-cpu') || isParted(stack))
  const shown = (telling.length === 0 ? stacks.slice(0, 1) : telling).slice(0, mostStacks)
  const others = stacks.filter((stack) => !shown.includes(stack))
  const differing = others.filter(isParted).length
  const parts = [
    ...(others.length > differing ? [`${counted(others.length - differing, 'other stack')} the same`] : []),
    ...(differing > 0
      ? [`${counted(differing, 'more stack')} that ${differing === 1 ? 'differs' : 'differ'}, in the text`]
      : [])
  ]
  return { shown, rest: parts.length > 0 ? `${parts.join('; ')}.` : null }
}

/** Frames as they are shown: one by one, or a run of equal ones in one line. `first` is its place in the stack. */
export type FrameRun = { readonly first: number; readonly frames: readonly ComparedFrame[]; readonly folded: boolean }

/** Shorter runs of equal frames are not worth a fold. */
const leastFolded = 4

const isEqual = ({ kind }: ComparedFrame): boolean => kind === 'same' || kind === 'noise'

/** Folds runs of equal frames, but for the one that stands beside a difference. */
export const frameRuns = (frames: readonly ComparedFrame[]): readonly FrameRun[] => {
  const runs: FrameRun[] = []
  const open = (from: number, to: number): void => {
    for (let at = from; at < to; at++) runs.push({ first: at, frames: frames.slice(at, at + 1), folded: false })
  }
  let at = 0
  while (at < frames.length) {
    let end = at
    while (end < frames.length && frames.slice(end, end + 1).every(isEqual)) end++
    const [from, to] = [at === 0 ? 0 : at + 1, end === frames.length ? end : end - 1]
    if (to - from >= leastFolded) {
      open(at, from)
      runs.push({ first: from, frames: frames.slice(from, to), folded: true })
      open(to, Math.min(end + 1, frames.length))
    } else open(at, Math.min(end + 1, frames.length))
    at = end + 1
  }
  return runs
}

/** What a run of folded frames is: equal ones, and such as one side has and that do not count. */
export const foldedText = (frames: readonly ComparedFrame[]): string => {
  const only = (side: 'A' | 'B', lacking: 'a' | 'b'): readonly string[] => {
    const lone = frames.filter((frame) => frame[lacking] === null).length
    return lone === 0 ? [] : [`${counted(lone, 'frame')} only in ${side}, not counted`]
  }
  const both = frames.filter(({ a, b }) => a && b).length
  return [...(both > 0 ? [counted(both, 'equal frame')] : []), ...only('A', 'b'), ...only('B', 'a')].join('; ')
}

/**
 * A frame's text as its function and what stands before and behind it. `name` is what functions are compared by, which
 * leaves out what compilers and system calls add; the whole word is the function.
 */
export const frameParts = (
  text: string,
  name: string
): { readonly before: string; readonly name: string; readonly after: string } => {
  const at = text.indexOf(name)
  if (at < 0 || name === '') return { before: '', name: text, after: '' }
  const start = at - (/[\w.$]*$/.exec(text.slice(0, at))?.[0].length ?? 0)
  const end = at + name.length + (/^[\w.$]*/.exec(text.slice(at + name.length))?.[0].length ?? 0)
  return { before: text.slice(0, start), name: text.slice(start, end), after: text.slice(end) }
}
