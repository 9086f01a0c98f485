import type { Frame, InlineFrame, Source, Stack } from '../../shared/model/frame.ts'
import type { LinkedModule } from '../../shared/model/modules.ts'
import type { CodeDump, RegisterSet } from '../../shared/model/registers.ts'
import type { Report } from '../../shared/model/report.ts'
import type { Span } from '../../shared/model/span.ts'
import { sectionsOf } from './sections.ts'

type Placed = { readonly id: string; readonly line: number }

/** One thing the outline shows, and the raw line that says it. */
export type OutlineItem =
  | (Placed & { readonly kind: 'fact'; readonly name: string; readonly value: string })
  | (Placed & { readonly kind: 'frame'; readonly frame: Frame })
  | (Placed & { readonly kind: 'inline-frame'; readonly frame: InlineFrame })
  | (Placed & { readonly kind: 'register'; readonly name: string; readonly value: string })
  | (Placed & { readonly kind: 'code'; readonly dump: CodeDump })
  | (Placed & { readonly kind: 'place'; readonly text: string; readonly lines: number })

export type OutlineGroup = {
  readonly id: string
  readonly title: string
  /** What a closed group still says: how many, which. */
  readonly summary: string
  readonly layout: 'facts' | 'frames' | 'registers' | 'code' | 'places'
  readonly items: readonly OutlineItem[]
  readonly open: boolean
}

export const sourceText = ({ file, line }: Source): string => (line === null ? file : `${file}:${line}`)

export const accessText = (access: NonNullable<Report['facts']['access']>['value']): string =>
  [
    access.direction === 'unknown' ? 'access' : access.direction,
    access.size === null ? '' : `of ${access.size} ${access.size === 1 ? 'byte' : 'bytes'}`,
    access.address === null ? '' : `at 0x${access.address}`
  ]
    .filter((part) => part !== '')
    .join(' ')

type FoundFact = { readonly value: unknown; readonly span: Span } | null

const factItems = (group: string, facts: readonly (readonly [string, FoundFact, string])[]): readonly OutlineItem[] =>
  facts.flatMap(([name, found, value]) =>
    found === null || value === ''
      ? []
      : [{ kind: 'fact' as const, id: `${group}/${name}`, line: found.span.line, name, value }]
  )

const taintText = (taint: Report['facts']['taint']): string =>
  taint === null
    ? ''
    : taint.value.length === 0
      ? 'not tainted'
      : taint.value.map(({ letter, meaning }) => `${letter} (${meaning})`).join(', ')

const crashGroup = (report: Report): OutlineGroup => {
  const { location, access, oops, syscall } = report.facts
  const instruction = report.registers.find(({ repeat }) => !repeat)?.instruction ?? null
  const at = instruction ? { value: instruction, span: instruction.span } : null
  return {
    id: 'crash',
    title: 'Crash',
    summary: report.type,
    layout: 'facts',
    open: true,
    items: [
      ...factItems('crash', [
        ['Location', location, location ? sourceText(location.value) : ''],
        ['Access', access, access ? accessText(access.value) : ''],
        ['Oops', oops, oops?.value.text ?? ''],
        ['At', at, at ? frameText(at.value) : ''],
        [
          'System call',
          syscall,
          syscall
            ? [
                syscall.value.name ?? '',
                syscall.value.number === null ? '' : `(${syscall.value.number})`,
                syscall.value.name === null ? syscall.value.entry : ''
              ]
                .filter((part) => part !== '')
                .join(' ')
            : ''
        ]
      ])
    ]
  }
}

export const frameText = ({ function: name, offset, size }: Frame): string =>
  offset === null ? name : `${name}+0x${offset.toString(16)}${size === null ? '' : `/0x${size.toString(16)}`}`

/** The kernel's own words where they say more than that it is a call trace. */
const stackTitle = ({ kind, title }: Stack): string => {
  const words = title.trim().replace(/:$/, '')
  if (kind === 'crash') return 'Stack'
  return words === '' || words.includes('+0x') || /^(?:call trace|stack backtrace|backtrace)$/i.test(words)
    ? 'Other stack'
    : words
}

const frameItems = (group: string, frames: readonly Frame[]): readonly OutlineItem[] =>
  frames.flatMap((frame, index) => [
    ...frame.inlined.map((inlined, depth) => ({
      kind: 'inline-frame' as const,
      id: `${group}/${index}/${depth}`,
      line: inlined.span.line,
      frame: inlined
    })),
    { kind: 'frame' as const, id: `${group}/${index}`, line: frame.span.line, frame }
  ])

const stackGroups = ({ stacks }: Report): readonly OutlineGroup[] =>
  stacks.map((stack, index) => ({
    id: `stack-${index}`,
    title: stackTitle(stack),
    summary: String(stack.frames.length),
    layout: 'frames',
    open: index === 0 || stack.kind === 'allocated' || stack.kind === 'freed',
    items: frameItems(`stack-${index}`, stack.frames)
  }))

const setTitle = ({ mode, repeat }: Pick<RegisterSet, 'mode' | 'repeat'>, what: string): string =>
  `${mode === 'user' ? `User ${what}` : mode === 'kernel' ? `Kernel ${what}` : what[0]?.toUpperCase() + what.slice(1)}${repeat ? ', printed again' : ''}`

const registerGroups = ({ registers }: Report): readonly OutlineGroup[] =>
  registers
    .filter((set) => set.registers.length > 0)
    .map((set, index) => ({
      id: `registers-${index}`,
      title: setTitle(set, 'registers'),
      summary: set.instruction
        ? frameText(set.instruction)
        : set.instructionAddress === null
          ? ''
          : `0x${set.instructionAddress.replace(/^0x/, '')}`,
      layout: 'registers',
      open: !set.repeat && set.mode !== 'user',
      items: set.registers.map(({ name, value, span }, at) => ({
        kind: 'register',
        id: `registers-${index}/${at}`,
        line: span.line,
        name,
        value
      }))
    }))

const codeGroups = ({ code }: Report): readonly OutlineGroup[] =>
  code.map((dump, index) => ({
    id: `code-${index}`,
    title: setTitle(dump, 'code'),
    summary: dump.trap === null ? '' : `stopped at ${dump.units[dump.trap] ?? ''}`,
    layout: 'code',
    open: !dump.repeat && dump.mode !== 'user',
    items: [{ kind: 'code', id: `code-${index}/0`, line: dump.span.line, dump }]
  }))

const machineGroup = ({ facts, arch }: Report): OutlineGroup => ({
  id: 'machine',
  title: 'Machine',
  summary: arch === 'unknown' ? '' : arch,
  layout: 'facts',
  open: true,
  items: factItems('machine', [
    ['Kernel', facts.kernel, facts.kernel?.value ?? ''],
    ['Commit', facts.commit, facts.commit?.value ?? ''],
    ['Build', facts.build, facts.build?.value ?? ''],
    ['Preemption', facts.preemption, facts.preemption?.value ?? ''],
    ['Taint', facts.taint, taintText(facts.taint)],
    ['CPU', facts.cpu, String(facts.cpu?.value ?? '')],
    ['Task', facts.command, facts.command?.value ?? ''],
    ['PID', facts.pid, String(facts.pid?.value ?? '')],
    ['UID', facts.uid, String(facts.uid?.value ?? '')],
    ['Workqueue', facts.workqueue, facts.workqueue?.value ?? ''],
    ['Hardware', facts.hardware, facts.hardware?.value ?? ''],
    ['BIOS', facts.bios, facts.bios?.value ?? '']
  ])
})

const moduleText = ({ name, taint, state }: LinkedModule): string => {
  const marks = `${taint}${state === 'loading' ? '+' : state === 'unloading' ? '-' : ''}`
  return marks === '' ? name : `${name}(${marks})`
}

const modulesGroup = ({ modules }: Report): readonly OutlineGroup[] =>
  modules === null
    ? []
    : [
        {
          id: 'modules',
          title: 'Modules',
          summary: modules.value.length === 0 ? 'none' : String(modules.value.length),
          layout: 'facts',
          open: false,
          items: [
            {
              kind: 'fact',
              id: 'modules/0',
              line: modules.span.line,
              name: 'Linked in',
              value: modules.value.length === 0 ? 'none' : modules.value.map(moduleText).join(' ')
            }
          ]
        }
      ]

const contextGroup = ({ lines }: Report): readonly OutlineGroup[] => {
  const context = lines.filter(({ kind, text }) => kind === 'context' && text.trim() !== '')
  return context.length === 0
    ? []
    : [
        {
          id: 'context',
          title: 'Context',
          summary: `${context.length} ${context.length === 1 ? 'line' : 'lines'} before the crash`,
          layout: 'places',
          open: false,
          items: context.map(({ line, text }, index) => ({
            kind: 'place',
            id: `context/${index}`,
            line,
            text: text.trim(),
            lines: 1
          }))
        }
      ]
}

const unknownGroup = ({ lines }: Report): readonly OutlineGroup[] => {
  const unknown = lines.filter(({ kind }) => kind === 'unknown')
  return unknown.length === 0
    ? []
    : [
        {
          id: 'unknown',
          title: 'Not understood',
          summary: String(unknown.length),
          layout: 'places',
          open: false,
          items: unknown.map(({ line, text }, index) => ({
            kind: 'place',
            id: `unknown/${index}`,
            line,
            text: text.trim(),
            lines: 1
          }))
        }
      ]
}

const sectionsGroup = (report: Report): OutlineGroup => ({
  id: 'sections',
  title: 'Sections',
  summary: '',
  layout: 'places',
  open: false,
  items: sectionsOf(report).map(({ title, first, last }, index) => ({
    kind: 'place',
    id: `sections/${index}`,
    line: report.lines[first]?.line ?? report.startLine,
    text: title,
    lines: last - first + 1
  }))
})

/** The structured data of a report in the order a person asks for it. Groups without anything in them are left out. */
export const outlineOf = (report: Report): readonly OutlineGroup[] =>
  [
    crashGroup(report),
    ...stackGroups(report),
    ...registerGroups(report),
    ...codeGroups(report),
    machineGroup(report),
    ...modulesGroup(report),
    ...contextGroup(report),
    ...unknownGroup(report),
    sectionsGroup(report)
  ].filter(({ items }) => items.length > 0)

const fineness: Readonly<Record<OutlineItem['kind'], number>> = {
  frame: 0,
  'inline-frame': 0,
  register: 1,
  code: 1,
  fact: 2,
  place: 3
}

/** The items of the outline that stand on a raw line, the one that says most of it first. */
export const itemsAt = (groups: readonly OutlineGroup[], line: number): readonly OutlineItem[] =>
  groups
    .flatMap((group) => group.items)
    .filter((item) => item.line === line)
    .toSorted((a, b) => fineness[a.kind] - fineness[b.kind])
