import type { Claim, ClaimKind } from '../../shared/model/explanation.ts'
import type { Frame, InlineFrame, Source, Stack } from '../../shared/model/frame.ts'
import type { Report, ReportLine } from '../../shared/model/report.ts'
import type { DecodedCode } from './code.ts'
import type { Fault } from './fault.ts'
import type { Layout } from './layout.ts'

/** A line that matched, with what its pattern caught. */
export type Match = { readonly line: number; readonly text: string; readonly parts: readonly string[] }

/** A report, and what was found out about it, for the families of sentences. */
export type Reading = {
  readonly report: Report
  readonly layout: Layout
  /** The kernel code that trapped. */
  readonly code: DecodedCode | null
  readonly fault: Fault | null
  /** The line that says what happened. */
  readonly header: Match | null
  /** The report's own lines, without the messages before it, frames, registers and what was printed twice. */
  readonly find: (pattern: RegExp) => Match | null
  /** The line below the one that matches, and both lines. */
  readonly below: (pattern: RegExp) => (Match & { readonly above: number }) | null
  /** The messages before the crash, the nearest first. */
  readonly before: readonly ReportLine[]
}

/** Longer lines are not the kernel's own sentences, and a report of more lines repeats itself. */
const longestLine = 600
const mostLines = 20_000

const spoken: ReadonlySet<ReportLine['kind']> = new Set([
  'title',
  'detail',
  'machine',
  'memory',
  'lock',
  'panic',
  'stack-header',
  'stack-mark',
  'noise',
  'unknown',
  'modules'
])

const matched = ({ line, text }: ReportLine, pattern: RegExp): Match | null => {
  const trimmed = text.trim()
  const match = pattern.exec(trimmed)
  return match === null
    ? null
    : { line, text: trimmed, parts: match.slice(1).map((part: string | undefined) => part ?? '') }
}

const anything = /^/

export const readingOf = (report: Report, layout: Layout, code: DecodedCode | null, fault: Fault | null): Reading => {
  const own = report.lines
    .slice(0, mostLines)
    .filter(({ kind, repeat, text }) => !repeat && text.length <= longestLine && kind !== 'context')
  const lines = own.filter(({ kind }) => spoken.has(kind))
  const title = own.find(({ kind }) => kind === 'title')
  const first = (pattern: RegExp): Match | null => {
    for (const line of lines) {
      const match = matched(line, pattern)
      if (match !== null) return match
    }
    return null
  }
  return {
    report,
    layout,
    code,
    fault,
    header: title === undefined ? null : matched(title, anything),
    find: first,
    below: (pattern) => {
      const at = own.findIndex((line) => spoken.has(line.kind) && matched(line, pattern) !== null)
      const above = own[at]
      const next = own.slice(at + 1, at + 4).find(({ kind }) => kind !== 'blank')
      if (at < 0 || above === undefined || next === undefined) return null
      return { line: next.line, text: next.text.trim(), parts: [], above: above.line }
    },
    before: report.lines.filter(({ kind, text }) => kind === 'context' && text.length <= longestLine).toReversed()
  }
}

export const claim = (kind: ClaimKind, text: string, lines: readonly number[]): Claim => ({ kind, text, lines })

/** A function, and where in it; the innermost of those the compiler put together. */
export type Place = { readonly function: string; readonly source: Source | null; readonly lines: readonly number[] }

/** The entry of a function has a dot in front on powerpc's 64 bits before ELFv2: nobody calls the function so. */
const plainName = (name: string): string => (name.length > 1 && name.startsWith('.') ? name.slice(1) : name)

export const placeOf = (frame: Frame): Place => {
  const inner: InlineFrame | undefined = frame.inlined[0]
  return inner === undefined
    ? { function: plainName(frame.function), source: frame.source, lines: [frame.span.line] }
    : { function: inner.function, source: inner.source, lines: [inner.span.line, frame.span.line] }
}

export const sourceText = ({ file, line }: Source): string => (line === null ? file : `${file}:${line}`)

export const crashStack = ({ stacks }: Report): Stack | null =>
  stacks.find(({ kind, frames }) => kind === 'crash' && frames.length > 0) ?? null

/** Allocators and their checkers (mm/slub.c, mm/slab_common.c, mm/util.c, mm/kasan): the caller is who allocated or freed. */
const allocator =
  /^(?:_*kasan_|save_stack|set_track|_*stack_trace_save|_*kmsan_|_*kfence_|_*msan_|kmemleak_|_*k[mvz]*alloc|_*kvm?alloc|_*kz?v?free|_*kmem_cache_|_*slab_|_*do_slab|_*do_kmalloc|_*krealloc|_*kmemdup|kstrdup|_*cache_(?:alloc|free)|_*free_(?:slab|one_page|pages|frozen)|_*alloc_(?:pages|frozen)|_*get_free_pages?|_*vmalloc|vzalloc|vfree|_*folio_alloc|slab_|alloc_slab|allocate_slab|new_slab|___slab|_*put_page|free_unref|post_alloc_hook|prep_new_page|get_page_from_freelist|poison_|unpoison_|kcalloc|free_large_kmalloc|rcu_free|mempool_|_*call_rcu|_*kvfree_call_rcu|insert_work|_*queue_(?:delayed_)?work|task_work_add|irq_work_queue|kasan_record_aux)/

/** The first function of a stack that is not part of an allocator. */
export const userOfAllocator = (stack: Stack | null): Place | null => {
  for (const frame of stack?.frames ?? []) {
    const inner = frame.inlined.find((each) => !allocator.test(each.function))
    if (inner !== undefined) return { function: inner.function, source: inner.source, lines: [inner.span.line] }
    if (frame.reliable && !allocator.test(frame.function))
      return { function: frame.function, source: frame.source, lines: [frame.span.line] }
  }
  return null
}

export const plural = (count: number | string, unit: string): string =>
  `${count} ${unit}${String(count) === '1' ? '' : 's'}`
