import type { MemoryPage } from '../../../../shared/model/memory.ts'
import type { Line } from '../../lines/line.ts'
import { spanOf } from '../../lines/place.ts'
import { plainHex } from './section.ts'

type PageReader = {
  /** True where the line is one of a page dump. */
  readonly take: (line: Line, text: string) => boolean
  readonly value: () => readonly MemoryPage[]
}

type Draft = { -readonly [Key in keyof MemoryPage]: MemoryPage[Key] }

/** mm/debug.c, __dump_page: `page:ffffea0001 refcount:1 ...` up to 6.8, `page: refcount:1 ...` since; `count:` before 5.0. */
const start = /^page: ?(?:(?:0x)?([0-9a-f]{8,16}) )?(?:ref)?count:/
const field = /(?<!\w)(refcount|count|mapcount|mapping|index|pfn): ?(\(null\)|-?[0-9a-fx]{1,18})/g
/** Names stand behind the number, older kernels have no brackets round them. */
const flags = /^(?:anon |file |ksm )?flags: ?0x[0-9a-f]{1,16}\(([^)]{0,300})\)?/
const mostPages = 64

const whole = (digits: string): number | null => {
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : null
}

const begin = (line: Line, text: string, address: string | null): Draft => {
  const page: Draft = {
    address,
    refcount: null,
    mapcount: null,
    mapping: null,
    index: null,
    pfn: null,
    flags: null,
    type: null,
    reason: null,
    allocated: null,
    span: spanOf(line)
  }
  for (const match of text.matchAll(field)) {
    const [, name, value = ''] = match
    if (name === 'refcount' || name === 'count') page.refcount = whole(value)
    else if (name === 'mapcount') page.mapcount = whole(value)
    else if (name === 'mapping') page.mapping = value === '(null)' ? '0' : plainHex(value)
    else if (name === 'index') page.index = plainHex(value)
    else page.pfn ??= plainHex(value)
  }
  return page
}

export const createPageReader = (): PageReader => {
  const pages: Draft[] = []

  return {
    take: (line, text) => {
      if (text.startsWith('page:')) {
        const match = start.exec(text)
        if (match === null) return false
        if (pages.length < mostPages) pages.push(begin(line, text, match[1] ?? null))
        return true
      }
      const page = pages[pages.length - 1]
      if (page === undefined) return false
      if (text.includes('flags: ')) {
        const match = flags.exec(text)
        if (match === null) return false
        const names = (match[1] ?? '').split('|').filter((name) => name !== '')
        page.flags ??= { value: names, span: spanOf(line) }
        return true
      }
      if (text.startsWith('page_type: ')) {
        page.type ??= { value: text.slice(11), span: spanOf(line) }
        return true
      }
      if (text.startsWith('page dumped because: ')) {
        page.reason ??= { value: text.slice(21), span: spanOf(line) }
        return true
      }
      if (text.startsWith('page last allocated via ')) {
        page.allocated ??= { value: text.slice(24), span: spanOf(line) }
        return true
      }
      return text.startsWith('raw: ') || text.startsWith('head: ')
    },
    value: () => pages
  }
}
