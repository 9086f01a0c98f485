import type { Memory, MemoryObject, RacingAccess } from '../../../../shared/model/memory.ts'
import type { Found } from '../../../../shared/model/span.ts'
import type { Line } from '../../lines/line.ts'
import { spanOf } from '../../lines/place.ts'
import { createPageReader } from './pages.ts'
import { longestRead, plainHex, type SectionReader, wholeNumber } from './section.ts'
import { createShadowReader } from './shadow.ts'

type Place = NonNullable<Memory['place']>['value']
type Patterns<Value> = readonly {
  readonly starts: readonly string[]
  readonly pattern: RegExp
  readonly read: (match: RegExpExecArray) => Value
}[]

const object = (parts: Partial<MemoryObject> & Pick<MemoryObject, 'kind'>): MemoryObject => ({
  address: null,
  size: null,
  cache: null,
  name: null,
  ...parts
})

/** Lines that name the object, by version of the kernel; later lines fill what earlier ones leave open. */
const objectPatterns: Patterns<MemoryObject> = [
  {
    // mm/kasan/report.c, describe_object_addr; in one line or two.
    starts: ['The buggy address belongs to the object at'],
    pattern:
      /^The buggy address belongs to the object at ([0-9a-f]{8,16})(?:\s+which belongs to the cache (\S{1,80}) of size (\d{1,10}))?/,
    read: (match) =>
      object({ kind: 'slab', address: match[1] ?? null, cache: match[2] ?? null, size: wholeNumber(match[3]) })
  },
  {
    starts: ['which belongs to the cache'],
    pattern: /^which belongs to the cache (\S{1,80}) of size (\d{1,10})/,
    read: (match) => object({ kind: 'slab', cache: match[1] ?? null, size: wholeNumber(match[2]) })
  },
  {
    // KASAN of 4.8 to 4.10.
    starts: ['Object at '],
    pattern: /^Object at ([0-9a-f]{8,16}), in cache (\S{1,80}) size: (\d{1,10})/,
    read: (match) =>
      object({ kind: 'slab', address: match[1] ?? null, cache: match[2] ?? null, size: wholeNumber(match[3]) })
  },
  {
    // mm/kfence/report.c, kfence_print_object; in brackets before 5.18.
    starts: ['kfence-#'],
    pattern: /^(kfence-#\d{1,10})(?:: | \[)0x([0-9a-f]{1,16})-0x[0-9a-f]{1,16}, size=(\d{1,10}), cache=([^\s\]]{1,80})/,
    read: (match) =>
      object({
        kind: 'kfence',
        name: match[1] ?? null,
        address: match[2] ?? null,
        size: wholeNumber(match[3]),
        cache: match[4] ?? null
      })
  },
  {
    starts: ['unreferenced object '],
    pattern: /^unreferenced (?:percpu )?object (?:0x)?([0-9a-f]{8,16}) \(size (\d{1,12})\)/,
    read: (match) => object({ kind: 'leak', address: match[1] ?? null, size: wholeNumber(match[2]) })
  },
  {
    // mm/slub.c, print_trailer.
    starts: ['Object 0x', 'INFO: Object 0x'],
    pattern: /^(?:INFO: )?Object 0x([0-9a-f]{8,16}) @offset=/,
    read: (match) => object({ kind: 'slab', address: match[1] ?? null })
  },
  {
    starts: ['The buggy address belongs to stack of task', 'addr '],
    pattern:
      /^(?:The buggy address belongs to stack of task (\S{1,64})|addr ([0-9a-f]{8,16}) is located in stack of task)/,
    read: (match) => object({ kind: 'stack', address: match[2] ?? null })
  },
  {
    starts: ['The buggy address belongs to the virtual mapping', 'The buggy address belongs to the'],
    pattern: /^The buggy address belongs to the (?:vmalloc|virtual mapping) ?(?:at|region)?/,
    read: () => object({ kind: 'mapping' })
  },
  {
    starts: ['The buggy address belongs to the variable', 'The buggy address belongs to the global variable'],
    pattern: /^The buggy address belongs to the (?:global )?variable/,
    read: () => object({ kind: 'variable' })
  }
]

const objectFirst = new Set(objectPatterns.flatMap(({ starts }) => starts.map((start) => start.charCodeAt(0))))

const symbol = /^([A-Za-z_][\w.$]{0,255})\+0x[0-9a-f]{1,8}\/0x([0-9a-f]{1,8})/
const located = /located (\d{1,12}) bytes (inside of|to the right of|to the left of)(.{0,200})$/
const region = /(?:(freed|allocated) )?(\d{1,12})-byte region \[(?:0x)?([0-9a-f]{8,16}), ?(?:0x)?([0-9a-f]{8,16})\)/
const stackPlace = /located (?:in stack of task \S{1,64} )?at offset (\d{1,10}) in frame/
const overwritten =
  /^(?:INFO: )?0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})(?: @offset=\d{1,10})?\. First byte 0x([0-9a-f]{1,2}) instead of 0x([0-9a-f]{1,2})/
const uninitialized = /^Bytes? (\d{1,10})(?:-(\d{1,10}))? of (\d{1,10}) (?:are|is) uninitialized/
const racing =
  /^((?:read-write|read|write|assert no writes|assert no accesses|race at unknown origin)(?: \([a-z, ]{1,40}\))?)(?:, with (?:read|write))?(?: to 0x([0-9a-f]{1,16}) of (\d{1,10}) bytes)? by (?:task (\d{1,10})|interrupt) on cpu (\d{1,5}):$/
const leaker = /^comm "(.{1,64})", pid (\d{1,10})/
const changed = /^value changed: 0x([0-9a-f]{1,16}) -> 0x([0-9a-f]{1,16})/
const dumped =
  /^(Object|Redzone|Padding|Bytes b4|Right Redzone|Left Redzone|Alignment padding)? {0,4}(?:0x)?([0-9a-f]{8,16}): ((?:[0-9a-f]{2} ){1,32}[0-9a-f]{2}\b|[0-9a-f]{2}\b)/
const hexLine = /^((?:[0-9a-f]{2} ){3,31}[0-9a-f]{2})(?: {1,4}\S.{0,40})?$/
const mostRows = 256

/** `stackAt` gives the index of the stack whose header is on a line. */
export const createMemoryReader = (stackAt: (line: number) => number | null): SectionReader<Memory> => {
  const pages = createPageReader()
  const shadow = createShadowReader()
  const rows: Memory['rows'][number][] = []
  const races: RacingAccess[] = []
  let about: Found<MemoryObject> | null = null
  let place: Found<Place> | null = null
  let owner: Memory['owner'] = null
  let wrong: Memory['overwritten'] = null
  let blank: Memory['uninitialized'] = null
  let change: Memory['changed'] = null
  /** The line before announced what this one holds: a symbol, or a plain dump. */
  let wants: 'variable' | 'frame' | 'dump' | null = null

  const takeObject = (line: Line, text: string): boolean => {
    for (const { starts, pattern, read } of objectPatterns) {
      if (!starts.some((start) => text.startsWith(start))) continue
      const match = pattern.exec(text)
      if (match === null) continue
      const next = read(match)
      if (about === null) about = { value: next, span: spanOf(line) }
      else if (about.value.kind === next.kind) {
        const { value } = about
        about = {
          value: {
            kind: value.kind,
            address: value.address ?? next.address,
            size: value.size ?? next.size,
            cache: value.cache ?? next.cache,
            name: value.name ?? next.name
          },
          span: about.span
        }
      }
      wants = next.kind === 'variable' ? 'variable' : null
      return true
    }
    return false
  }

  const takeName = (text: string): void => {
    const match = symbol.exec(text)
    if (match === null || about === null) return
    const size = wants === 'variable' ? Number.parseInt(match[2] ?? '', 16) : about.value.size
    about = { value: { ...about.value, name: match[1] ?? null, size }, span: about.span }
  }

  const takePlace = (line: Line, text: string): void => {
    const match = text.includes('located ') ? located.exec(text) : null
    if (match !== null) {
      const side = match[2] === 'inside of' ? 'inside' : match[2] === 'to the left of' ? 'left' : 'right'
      place ??= {
        value: { offset: Number(match[1]), side, state: null, start: null, end: null, size: null },
        span: spanOf(line)
      }
    }
    const within = text.includes('-byte region') ? region.exec(text) : null
    if (within !== null && place !== null && place.value.start === null) {
      const [, state, size, start = null, end = null] = within
      place = {
        value: {
          ...place.value,
          state: state === 'freed' || state === 'allocated' ? state : null,
          size: wholeNumber(size),
          start,
          end
        },
        span: place.span
      }
    }
  }

  const takeRace = (line: Line, text: string): void => {
    const match = racing.exec(text)
    if (match === null || races.length >= 16) return
    const [, access = '', address, size, pid, cpu] = match
    races.push({
      access,
      address: address ?? null,
      size: wholeNumber(size),
      pid: wholeNumber(pid),
      cpu: wholeNumber(cpu),
      stack: stackAt(line.line),
      span: spanOf(line)
    })
  }

  const takeRow = (line: Line, text: string): boolean => {
    const match = dumped.exec(text)
    if (match?.[3] !== undefined) {
      const bytes = match[3].split(' ')
      if (rows.length < mostRows)
        rows.push({ part: match[1] ?? '', address: match[2] ?? null, bytes, span: spanOf(line) })
      return true
    }
    const plain = wants === 'dump' ? hexLine.exec(text) : null
    if (plain?.[1] === undefined) return false
    if (rows.length < mostRows) rows.push({ part: '', address: null, bytes: plain[1].split(' '), span: spanOf(line) })
    return true
  }

  return {
    take: (line, text, kind) => {
      if (text === '') {
        shadow.end()
        return
      }
      if (kind === 'context' || text.length > longestRead) return
      if (shadow.take(line, text)) return
      if (kind === 'stack-header') {
        if (text.endsWith(':') && text.includes(' on cpu ')) takeRace(line, text)
        if (text.startsWith('kfence-#')) takeObject(line, text)
        pages.take(line, text)
        wants = null
        return
      }
      if (pages.take(line, text)) return
      if (wants === 'variable' || wants === 'frame') {
        takeName(text)
        wants = null
        return
      }
      if (objectFirst.has(text.charCodeAt(0)) && takeObject(line, text)) {
        takePlace(line, text)
        return
      }
      const isLocated = text.includes('located ')
      if (isLocated || text.includes('-byte region')) takePlace(line, text)
      const inFrame = isLocated ? stackPlace.exec(text) : null
      if (inFrame !== null) {
        place ??= {
          value: { offset: Number(inFrame[1]), side: 'inside', state: null, start: null, end: null, size: null },
          span: spanOf(line)
        }
        wants = 'frame'
        return
      }
      if ((kind === 'memory' || wants === 'dump') && takeRow(line, text)) return
      if (owner === null && text.startsWith('comm "')) {
        const match = leaker.exec(text)
        if (match?.[1] !== undefined)
          owner = { value: { command: match[1], pid: Number(match[2]) }, span: spanOf(line) }
        return
      }
      if (text.startsWith('hex dump (first')) wants = 'dump'
      else if (kind !== 'memory') wants = null
      if (text.includes('First byte 0x')) {
        const match = overwritten.exec(text)
        if (match !== null) {
          const [, start = '', end = '', byte = null, expected = null] = match
          wrong ??= { value: { start, end, byte, expected }, span: spanOf(line) }
        }
        return
      }
      if (text.startsWith('Byte')) {
        const match = uninitialized.exec(text)
        if (match !== null) {
          const first = Number(match[1])
          const last = match[2] === undefined ? first : Number(match[2])
          blank ??= { value: { first, last, size: Number(match[3]) }, span: spanOf(line) }
        }
        return
      }
      if (text.startsWith('value changed: ')) {
        const match = changed.exec(text)
        if (match !== null)
          change ??= {
            value: { before: plainHex(match[1]) ?? '', after: plainHex(match[2]) ?? '' },
            span: spanOf(line)
          }
      }
    },
    value: () => ({
      object: about,
      place,
      owner,
      ...shadow.value(),
      pages: pages.value(),
      rows,
      overwritten: wrong,
      uninitialized: blank,
      races,
      changed: change
    })
  }
}
