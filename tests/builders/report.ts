import type { CrashKind } from '../../src/shared/model/crash-kind.ts'
import { noFacts } from '../../src/shared/model/facts.ts'
import type { Frame, Stack } from '../../src/shared/model/frame.ts'
import { noHang } from '../../src/shared/model/hang.ts'
import { noLocks } from '../../src/shared/model/locks.ts'
import { noMemory } from '../../src/shared/model/memory.ts'
import type { Report } from '../../src/shared/model/report.ts'
import type { Span } from '../../src/shared/model/span.ts'

export type ReportParts = {
  readonly title?: string
  readonly altTitles?: readonly string[]
  readonly kind?: CrashKind
  readonly type?: string
  /** The function in the title; the first of `frames` when it is not given. */
  readonly frame?: string | null
  /** Functions of the crash's call trace, the nearest first; named after the title when they are not given. */
  readonly frames?: readonly string[]
  /** Module of every frame. */
  readonly module?: string | null
  readonly kernel?: string | null
  readonly arch?: Report['arch']
  readonly command?: string | null
  readonly corrupted?: boolean
  readonly startByte?: number
  readonly endByte?: number
  readonly startLine?: number
  readonly stated?: Report['times']
  /** Lines of the report besides its title. */
  readonly lines?: readonly string[]
}

const frameOf = (name: string, module: string | null, span: Span): Frame => ({
  function: name,
  offset: 16,
  size: 32,
  module,
  buildId: null,
  source: { file: `lib/${name}.c`, line: 1 },
  address: null,
  reliable: true,
  inlined: [],
  span
})

/** Reports with other titles are other bugs, unless a test says otherwise. */
const framesOf = (title: string): readonly string[] => {
  const name = title.replace(/^.*(?:: | in )/, '').replace(/\W+/g, '_') || 'nameless'
  return [name, `caller_of_${name}`]
}

/** A valid report with nothing in it but what is named. */
export const buildReport = (parts: ReportParts = {}): Report => {
  const { title = 'kernel BUG in example', module = null } = parts
  const { frames = framesOf(title) } = parts
  const { kernel = '6.15.0-rc7', command = 'cat', startByte = 0, startLine = 1, lines = [] } = parts
  const endByte = parts.endByte ?? startByte + 1
  const span: Span = { line: startLine, startByte, endByte }
  const crash: Stack = {
    kind: 'crash',
    owner: null,
    title: 'Call Trace:',
    frames: frames.map((name) => frameOf(name, module, span)),
    span
  }
  return {
    title,
    altTitles: parts.altTitles ?? [],
    kind: parts.kind ?? 'bug',
    type: parts.type ?? 'BUG',
    corrupted: parts.corrupted ?? false,
    corruptedReason: parts.corrupted ? 'cut short' : '',
    suppressed: false,
    panicked: false,
    executor: null,
    frame: parts.frame === undefined ? (frames[0] ?? null) : parts.frame,
    guiltyFile: null,
    arch: parts.arch ?? 'x86_64',
    kernel,
    startByte,
    endByte,
    startLine,
    endLine: startLine + lines.length,
    facts: {
      ...noFacts,
      command: command === null ? null : { value: command, span },
      kernel: kernel === null ? null : { value: kernel, span }
    },
    registers: [],
    code: [],
    stacks: frames.length === 0 ? [] : [crash],
    modules: null,
    locks: noLocks,
    memory: noMemory,
    hang: noHang,
    injection: null,
    after: null,
    times: parts.stated ?? [],
    lines: [title, ...lines].map((text, index) => ({
      line: startLine + index,
      kind: index === 0 ? 'title' : 'detail',
      repeat: false,
      text
    }))
  }
}
