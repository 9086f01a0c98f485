import type { StackTree } from '../../../../shared/model/bucket-detail.ts'
import type { ReportId } from '../../../../shared/model/ids.ts'
import { commonName, isMachinery } from '../../../cluster/function-name.ts'
import type { Connection } from '../connection.ts'

/** A tree with more nodes than this says nothing to a person. */
const nodeLimit = 2000
/** Reports whose stacks are merged; of more the newest. */
const reportLimit = 5000
/**
 * Nodes made while stacks are merged, the newest stacks first: once there are so many, others are only counted where
 * they run along these.
 */
const mergedLimit = 20_000
/** Frames of one stack that are merged: the stack of a runaway recursion has thousands. */
const depthLimit = 200

type FrameRow = {
  readonly report: number
  readonly id: ReportId
  readonly function: string
  readonly module: string | null
  readonly file: string | null
  readonly line: number | null
  /** The function in the title of the report. */
  readonly crashed: string | null
}

type Node = {
  /** As the newest report has it; what all copies are called once there are several. */
  function: string
  /** What reports call it, once there are several names. */
  names: Set<string> | null
  /** The most frames that any stack has from here on, where they are not merged. */
  more: number
  module: string | null
  place: string | null
  count: number
  readonly report: ReportId
  readonly callers: Map<string, Node>
}

const newNode = (row: FrameRow): Node => ({
  function: row.function,
  names: null,
  more: 0,
  module: row.module,
  place: null,
  count: 0,
  report: row.id,
  callers: new Map()
})

/** Functions that call each other in a circle are at most so many. */
const longestCircle = 16
/** A circle that is run through so often is a recursion; a file system that stands on another is not. */
const fewestRounds = 3

/** How often the names from `start` on come again in the same order, `length` of them each time. */
const roundsOf = (names: readonly string[], start: number, length: number): number => {
  let end = start + length
  while (end < names.length && names[end] === names[end - length]) end++
  return Math.floor((end - start) / length)
}

/** Each circle of functions that call each other once, however often it is run through. */
const withoutCircles = <Frame>(frames: readonly Frame[], nameOf: (frame: Frame) => string): readonly Frame[] => {
  const names = frames.map(nameOf)
  const kept: Frame[] = []
  for (let at = 0; at < frames.length;) {
    let [length, rounds] = [1, 1]
    for (let circle = 2; rounds === 1 && circle <= longestCircle; circle++) {
      // Most names do not come again soon, which is told at once.
      if (names[at] !== names[at + circle]) continue
      const found = roundsOf(names, at, circle)
      if (found >= fewestRounds) [length, rounds] = [circle, found]
    }
    kept.push(...frames.slice(at, at + length))
    at += length * rounds
  }
  return kept
}

/**
 * The frames of one stack that tell where it came from: without the machinery that printed the report, and functions
 * that call themselves or each other in a circle once.
 */
export const tellingFrames = <Frame extends { readonly function: string }>(
  stack: readonly Frame[],
  calledInCommon: (name: string) => string = commonName
): readonly Frame[] => {
  const start = stack.findIndex((frame) => !isMachinery(calledInCommon(frame.function)))
  // A stack of nothing but machinery is still better than none.
  const own = start < 0 ? stack : stack.slice(start)
  const nameOf = (frame: Frame): string => calledInCommon(frame.function)
  return withoutCircles(
    own.filter((frame, at) => {
      const before = own[at - 1]
      return before === undefined || nameOf(before) !== nameOf(frame)
    }),
    nameOf
  )
}

/** Not the name of any function: the node for all frames beyond `depthLimit`. */
const beyond = '\0'

/** Many frames have few names. */
const rememberingNames = (): ((name: string) => string) => {
  const known = new Map<string, string>()
  return (name) => {
    const common = known.get(name) ?? commonName(name)
    known.set(name, common)
    return common
  }
}

/** A tree while stacks are merged into it. */
type Merging = {
  readonly roots: Map<string, Node>
  readonly calledInCommon: (name: string) => string
  nodes: number
  /** Frames for which no node was made, as there were too many. */
  leftOut: number
}

/**
 * The frames of a stack, below the function that crashed: a trap prints its instruction with the registers, and begins
 * the call trace with the caller. A title may name two functions, `a/b`.
 */
const fromTheCrash = (stack: readonly FrameRow[], calledInCommon: (name: string) => string): readonly FrameRow[] => {
  const frames = tellingFrames(stack, calledInCommon)
  const [first] = stack
  if (!first || first.crashed === null) return frames
  const crashed = first.crashed.split('/').map(calledInCommon)
  if (stack.some((row) => crashed.includes(calledInCommon(row.function)))) return frames
  return [{ ...first, function: first.crashed, module: null, file: null, line: null }, ...frames]
}

const addStack = (merging: Merging, stack: readonly FrameRow[]): void => {
  const { roots, calledInCommon } = merging
  const frames = fromTheCrash(stack, calledInCommon)
  let level = roots
  for (const [depth, row] of frames.slice(0, depthLimit).entries()) {
    const name = calledInCommon(row.function)
    const known = level.get(name)
    if (!known && merging.nodes >= mergedLimit) {
      merging.leftOut += frames.length - depth
      return
    }
    const node = known ?? newNode(row)
    if (!known) {
      level.set(name, node)
      merging.nodes += 1
    }
    node.count += 1
    if (node.names !== null || node.function !== row.function) {
      node.names = (node.names ?? new Set([node.function])).add(row.function)
      node.function = name
    }
    node.module ??= row.module
    if (row.file !== null) node.place ??= row.line === null ? row.file : `${row.file}:${row.line}`
    level = node.callers
  }
  const first = frames[depthLimit]
  if (!first) return
  const rest = level.get(beyond) ?? { ...newNode(first), module: null }
  level.set(beyond, rest)
  rest.count += 1
  rest.more = Math.max(rest.more, frames.length - depthLimit)
  rest.function = rest.more === 1 ? '(1 more frame)' : `(up to ${rest.more} more frames)`
}

/** Siblings by falling count, of equal ones by name. */
const sorted = (nodes: ReadonlyMap<string, Node>): readonly Node[] =>
  [...nodes.values()].sort((a, b) => b.count - a.count || (a.function < b.function ? -1 : 1))

/** The nodes that most reports go through, as many as may be. No node is larger than the one it is below. */
const largest = (roots: ReadonlyMap<string, Node>): { readonly kept: ReadonlySet<Node>; readonly leftOut: number } => {
  const all: { readonly node: Node; readonly depth: number }[] = []
  // Without recursion: a stack may be deeper than the program's own.
  const waiting = [{ siblings: roots, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const node of sorted(next.siblings)) {
      all.push({ node, depth: next.depth })
      waiting.push({ siblings: node.callers, depth: next.depth + 1 })
    }
  }
  const kept = all.sort((a, b) => b.node.count - a.node.count || a.depth - b.depth).slice(0, nodeLimit)
  return { kept: new Set(kept.map(({ node }) => node)), leftOut: all.length - kept.length }
}

export const createStackTreeReader = (db: Connection): ((bucket: number) => StackTree) => {
  // Unreliable frames are not proven to be callers.
  const frames = db.prepare<[number, number], FrameRow>(`
    SELECT frame.report, report.id, function.name AS function, frame.module, source_file.path AS file, frame.line,
      report.frame AS crashed
    FROM (
      SELECT number, id, seen, position, crash_stack, frame FROM report WHERE bucket = ? AND corrupted = 0
      ORDER BY seen DESC, substr(id, 1, 16), position LIMIT ?
    ) AS report
    CROSS JOIN frame ON frame.report = report.number AND frame.stack = report.crash_stack AND frame.reliable = 1
    JOIN function ON function.number = frame.function
    LEFT JOIN source_file ON source_file.number = frame.file
    ORDER BY report.seen DESC, substr(report.id, 1, 16), report.position, frame.depth
  `)
  return (bucket) => {
    const merging: Merging = { roots: new Map(), calledInCommon: rememberingNames(), nodes: 0, leftOut: 0 }
    let reports = 0
    let stack: FrameRow[] = []
    const finish = (): void => {
      if (stack.length === 0) return
      reports += 1
      addStack(merging, stack)
      stack = []
    }
    for (const row of frames.iterate(bucket, reportLimit)) {
      if (row.report !== stack[0]?.report) finish()
      stack.push(row)
    }
    finish()
    const { kept, leftOut } = largest(merging.roots)
    const nodes: StackTree['nodes'][number][] = []
    const below = (siblings: ReadonlyMap<string, Node>, parent: number | null) =>
      sorted(siblings)
        .filter((node) => kept.has(node))
        .map((node) => ({ node, parent }))
        .toReversed()
    const waiting = below(merging.roots, null)
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { function: name, names, module, place, count, report: newest, callers } = next.node
      const several = names === null ? {} : { names: [...names].sort() }
      const own =
        nodes.push({ function: name, ...several, module, place, parent: next.parent, count, report: newest }) - 1
      for (const caller of below(callers, own)) waiting.push(caller)
    }
    return { reports, nodes, leftOut: leftOut + merging.leftOut }
  }
}
