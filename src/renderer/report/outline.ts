import type { Stack } from '../../shared/model/frame.ts'
import type { LinkedModule } from '../../shared/model/modules.ts'
import type { RegisterSet } from '../../shared/model/registers.ts'
import type { Report } from '../../shared/model/report.ts'
import { factItems, frameItems, frameText, sourceText, type OutlineGroup, type OutlineItem } from './outline-group.ts'
import { hangGroups } from './outline-hang.ts'
import { lockGroups } from './outline-locks.ts'
import { memoryGroups } from './outline-memory.ts'
import { sectionsOf } from './sections.ts'

export const accessText = (access: NonNullable<Report['facts']['access']>['value']): string =>
  [
    access.direction === 'unknown' ? 'access' : access.direction,
    access.size === null ? '' : `of ${access.size} ${access.size === 1 ? 'byte' : 'bytes'}`,
    access.address === null ? '' : `at 0x${access.address}`
  ]
    .filter((part) => part !== '')
    .join(' ')

const taintText = (taint: Report['facts']['taint']): string =>
  taint === null
    ? ''
    : taint.value.length === 0
      ? 'not tainted'
      : taint.value.map(({ letter, meaning }) => `${letter} (${meaning})`).join(', ')

const faultText = ({ code, mode, reason }: NonNullable<Report['facts']['fault']>['value']): string =>
  [reason ?? '', mode === null ? '' : `in ${mode} mode`, code === null ? '' : `(code 0x${code})`]
    .filter((part) => part !== '')
    .join(' ')

const crashGroup = (report: Report): OutlineGroup => {
  const { location, access, fault, undefined: violation, oops, syscall } = report.facts
  const instruction = report.registers.find(({ repeat }) => !repeat)?.instruction ?? null
  const at = instruction ? { value: instruction, span: instruction.span } : null
  const title = { line: report.startLine, startByte: report.startByte, endByte: report.endByte }
  const before = report.after === null ? null : { value: report.after, span: title }
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
        ['Refused', fault, fault ? faultText(fault.value) : ''],
        ['Undefined', violation, violation?.value.text ?? ''],
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
        ],
        ['After', before, report.after === null ? '' : `crash ${report.after + 1} of this log, in the same boot`]
      ])
    ]
  }
}

/** The kernel's own words where they say more than that it is a call trace. */
const stackTitle = ({ kind, title }: Stack): string => {
  const words = title.trim().replace(/:$/, '')
  if (kind === 'crash') return 'Stack'
  const link = kind === 'lock' ? /^-> #(\d+) \((.+)\)\{/.exec(words) : null
  if (link !== null) return `#${link[1] ?? ''} ${link[2] ?? ''}`
  return words === '' || words.includes('+0x') || /^(?:call trace|stack backtrace|backtrace)$/i.test(words)
    ? 'Other stack'
    : words
}

const stackGroups = ({ stacks }: Report): readonly OutlineGroup[] =>
  stacks.map((stack, index) => ({
    id: `stack-${index}`,
    title: stackTitle(stack),
    summary: String(stack.frames.length),
    layout: 'frames',
    open: index === 0 || stack.kind === 'allocated' || stack.kind === 'freed',
    items: frameItems(`stack-${index}`, stack.frames)
  }))

const injectionGroups = ({ injection }: Report): readonly OutlineGroup[] =>
  injection === null
    ? []
    : [
        {
          id: 'injection',
          title: 'Injected failure',
          summary: injection.name,
          layout: 'frames',
          open: false,
          items: [
            {
              kind: 'place',
              id: 'injection/0',
              line: injection.span.line,
              text: `${injection.name} was made to fail`,
              lines: 1
            },
            ...frameItems('injection/frame', injection.frames)
          ]
        }
      ]

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
    ['Built', facts.buildTime, facts.buildTime?.value ?? ''],
    ['Compiler', facts.compiler, facts.compiler?.value ?? ''],
    ['Built by', facts.builder, facts.builder?.value ?? ''],
    ['Options', facts.config, facts.config?.value.join(' ') ?? ''],
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
            },
            ...(modules.lastUnloaded === null
              ? []
              : [
                  {
                    kind: 'fact' as const,
                    id: 'modules/1',
                    line: modules.span.line,
                    name: 'Unloaded last',
                    value: moduleText(modules.lastUnloaded)
                  }
                ])
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
    ...memoryGroups(report),
    ...lockGroups(report),
    ...hangGroups(report),
    ...stackGroups(report),
    ...injectionGroups(report),
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
  bytes: 1,
  fact: 2,
  place: 3
}

/** The items of the outline that stand on a raw line, the one that says most of it first. */
export const itemsAt = (groups: readonly OutlineGroup[], line: number): readonly OutlineItem[] =>
  groups
    .flatMap((group) => group.items)
    .filter((item) => item.line === line)
    .toSorted((a, b) => fineness[a.kind] - fineness[b.kind])
