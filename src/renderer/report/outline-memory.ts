import type { Memory, MemoryObject, MemoryPage, RacingAccess } from '../../shared/model/memory.ts'
import type { Report } from '../../shared/model/report.ts'
import { factItems, type OutlineGroup, type OutlineItem } from './outline-group.ts'
import { taskText } from './task-text.ts'

const bytesText = (count: number): string => `${count} ${count === 1 ? 'byte' : 'bytes'}`

const words = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' ')

/** Rows of one dump differ in their last digits only. */
const shortAddress = (address: string): string => `…${address.slice(-5)}`

const objectText = ({ kind, cache, size, address, name }: MemoryObject): string =>
  words(
    kind === 'variable' ? 'variable' : kind === 'stack' ? 'on the stack of' : kind === 'mapping' ? 'a mapping' : null,
    cache,
    name,
    size === null ? null : `of ${bytesText(size)}`,
    address === null ? null : `at 0x${address}`
  )

const placeText = ({ offset, side, state }: NonNullable<Memory['place']>['value']): string =>
  words(
    bytesText(offset),
    side === 'inside' ? 'inside' : side === 'left' ? 'before the start' : 'beyond the end',
    state === null ? null : `of it, ${state}`
  )

const pageText = ({ refcount, mapcount, pfn, address }: MemoryPage): string =>
  words(
    address === null ? null : `0x${address}`,
    pfn === null ? null : `frame 0x${pfn}`,
    refcount === null ? null : `refcount ${refcount}`,
    mapcount === null ? null : `mapcount ${mapcount}`
  )

const pageItems = (page: MemoryPage, index: number): readonly OutlineItem[] =>
  factItems(`memory/page-${index}`, [
    ['Page', { value: page, span: page.span }, pageText(page)],
    ['Dumped', page.reason, page.reason?.value ?? ''],
    ['Flags', page.flags, page.flags?.value.join(' ') ?? ''],
    ['Page type', page.type, page.type?.value ?? ''],
    ['Allocated', page.allocated, page.allocated?.value ?? '']
  ])

const raceText = ({ access, size, address, pid, cpu }: RacingAccess): string =>
  words(
    access,
    size === null ? null : `of ${bytesText(size)}`,
    address === null ? null : `at 0x${address}`,
    pid === null ? 'by an interrupt' : `by task ${pid}`,
    cpu === null ? null : `on CPU ${cpu}`
  )

const factsGroup = ({ memory }: Report): OutlineGroup => {
  const { object, place, owner, overwritten, uninitialized, changed, races, pages } = memory
  return {
    id: 'memory',
    title: 'Memory',
    summary: object?.value.cache ?? object?.value.name ?? '',
    layout: 'facts',
    open: true,
    items: [
      ...factItems('memory', [
        ['Object', object, object ? objectText(object.value) : ''],
        ['Place', place, place ? placeText(place.value) : ''],
        ['Made by', owner, owner ? taskText(owner.value.command, owner.value.pid) : ''],
        [
          'Overwritten',
          overwritten,
          overwritten
            ? words(
                `0x${overwritten.value.start} to 0x${overwritten.value.end}`,
                overwritten.value.byte === null
                  ? null
                  : `with ${overwritten.value.byte}, not ${overwritten.value.expected ?? ''}`
              )
            : ''
        ],
        [
          'Uninitialized',
          uninitialized,
          uninitialized
            ? `bytes ${uninitialized.value.first} to ${uninitialized.value.last} of ${uninitialized.value.size}`
            : ''
        ],
        ['Value', changed, changed ? `0x${changed.value.before} became 0x${changed.value.after}` : '']
      ]),
      ...races.map((race, index) => ({
        kind: 'fact' as const,
        id: `memory/race-${index}`,
        line: race.span.line,
        name: `Access ${index + 1}`,
        value: raceText(race)
      })),
      ...pages.flatMap(pageItems)
    ]
  }
}

const shadowGroup = ({ memory }: Report): OutlineGroup => ({
  id: 'shadow',
  title: 'Shadow memory',
  summary: `${memory.shadow.length} rows`,
  layout: 'code',
  open: true,
  items: memory.shadow.map(({ address, bytes, marked, span }, index) => ({
    kind: 'bytes',
    id: `shadow/${index}`,
    line: span.line,
    label: shortAddress(address),
    address: `0x${address}`,
    bytes,
    mark: marked ? memory.shadowColumn : null
  }))
})

const rowsGroup = ({ memory }: Report): OutlineGroup => ({
  id: 'memory-rows',
  title: 'Memory dump',
  summary: `${memory.rows.length} ${memory.rows.length === 1 ? 'row' : 'rows'}`,
  layout: 'code',
  open: false,
  items: memory.rows.map(({ part, address, bytes, span }, index) => ({
    kind: 'bytes',
    id: `memory-rows/${index}`,
    line: span.line,
    label: words(part, address === null ? null : shortAddress(address)),
    address: address === null ? '' : `0x${address}`,
    bytes,
    mark: null
  }))
})

/** What a report says of the memory around the bad address; groups without items are left out by the outline. */
export const memoryGroups = (report: Report): readonly OutlineGroup[] => [
  factsGroup(report),
  shadowGroup(report),
  rowsGroup(report)
]
