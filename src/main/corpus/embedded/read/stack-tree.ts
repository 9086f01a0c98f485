import type { StackTree } from '../../../../shared/model/bucket-detail.ts'
import type { ReportId } from '../../../../shared/model/ids.ts'
import { commonName, isMachinery } from '../../../cluster/function-name.ts'
import type { Connection } from '../connection.ts'

/** A tree with more nodes than this says nothing to a person. */
const nodeLimit = 2000
/** Reports whose stacks are merged; of more the newest. */
const reportLimit = 5000
/** Frames of one stack that are merged: the stack of a runaway recursion has thousands. */
const depthLimit = 200

type FrameRow = {
  readonly report: number
  readonly id: ReportId
  readonly function: string
  readonly module: string | null
  readonly file: string | null
  readonly line: number | null
}

type Node = {
  /** As the newest report has it; what all copies are called once there are several. */
  function: string
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
  more: 0,
  module: row.module,
  place: null,
  count: 0,
  report: row.id,
  callers: new Map()
})

/**
 * The frames of one stack that tell where it came from: without the machinery that printed the report, and a function
 * that calls itself once.
 */
export const tellingFrames = <Frame extends { readonly function: string }>(
  stack: readonly Frame[]
): readonly Frame[] => {
  const start = stack.findIndex((frame) => !isMachinery(commonName(frame.function)))
  // A stack of nothing but machinery is still better than none.
  const own = start < 0 ? stack : stack.slice(start)
  return own.filter((frame, at) => {
    const before = own[at - 1]
    return before === undefined || commonName(before.function) !== commonName(frame.function)
  })
}

/** Not the name of any function: the node for all frames beyond `depthLimit`. */
const beyond = '\0'

const addStack = (roots: Map<string, Node>, stack: readonly FrameRow[]): void => {
  const frames = tellingFrames(stack)
  let level = roots
  for (const row of frames.slice(0, depthLimit)) {
    const name = commonName(row.function)
    const node = level.get(name) ?? newNode(row)
    level.set(name, node)
    node.count += 1
    if (node.function !== row.function) node.function = name
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
    SELECT frame.report, report.id, function.name AS function, frame.module, source_file.path AS file, frame.line
    FROM (
      SELECT number, id, seen, position, crash_stack FROM report WHERE bucket = ? AND corrupted = 0
      ORDER BY seen DESC, substr(id, 1, 16), position LIMIT ?
    ) AS report
    CROSS JOIN frame ON frame.report = report.number AND frame.stack = report.crash_stack AND frame.reliable = 1
    JOIN function ON function.number = frame.function
    LEFT JOIN source_file ON source_file.number = frame.file
    ORDER BY report.seen DESC, substr(report.id, 1, 16), report.position, frame.depth
  `)
  return (bucket) => {
    const roots = new Map<string, Node>()
    let reports = 0
    let stack: FrameRow[] = []
    const finish = (): void => {
      if (stack.length === 0) return
      reports += 1
      addStack(roots, stack)
      stack = []
    }
    for (const row of frames.iterate(bucket, reportLimit)) {
      if (row.report !== stack[0]?.report) finish()
      stack.push(row)
    }
    finish()
    const { kept, leftOut } = largest(roots)
    const nodes: StackTree['nodes'][number][] = []
    const below = (siblings: ReadonlyMap<string, Node>, parent: number | null) =>
      sorted(siblings)
        .filter((node) => kept.has(node))
        .map((node) => ({ node, parent }))
        .toReversed()
    const waiting = below(roots, null)
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { function: name, module, place, count, report: newest, callers } = next.node
      const own = nodes.push({ function: name, module, place, parent: next.parent, count, report: newest }) - 1
      for (const caller of below(callers, own)) waiting.push(caller)
    }
    return { reports, nodes, leftOut }
  }
}
