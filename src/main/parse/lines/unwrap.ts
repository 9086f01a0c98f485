import { readPrefix } from './prefix.ts'
import type { RawLine } from './split-lines.ts'

/**
 * Puts lines together again that a mailer broke at its width (72 to 80 columns). A break is only believed where
 *  - no line near it is longer than a mailer lets pass,
 *  - the first word of the next line would not have fitted,
 *  - the next line has no prefix of its own, and
 *  - says nothing by itself, or is what the line before is known to go on with.
 */
const widest = 80
/** A mailer that breaks lines leaves no more room than this at their end. */
const narrowest = 72
/** So many lines after one that no mailer would have left whole, none is joined. */
const memory = 40
/** More pieces than this are no line. */
const mostPieces = 40

const quote = /^(?:(?:> ?|\| ){1,6})/

const quoteOf = (text: string): string => {
  const first = text.charCodeAt(0)
  return first === 62 || first === 124 ? (quote.exec(text)?.[0] ?? '') : ''
}

/** What is in front of the words: a break would not go there. */
const indentOf = (text: string): number => {
  let at = 0
  while (at < text.length && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at += 1
  return at
}

const isBreakable = (text: string): boolean => text.lastIndexOf(' ', widest) > indentOf(text)

type Continuation = { readonly what: string; readonly before: RegExp; readonly next: RegExp }

/** Lines whose rest, on a line of its own, looks like something else or like nothing at all. */
const continuations: readonly Continuation[] = [
  {
    what: 'the bytes of a code line, the values of a register line, words of a stack',
    before:
      /(?:Code|Stack|Bytes|raw|GPRS|\b[A-Za-z][A-Za-z0-9]{0,7} {0,3}):[ <>()0-9a-fA-FxXA-Z:=_-]{0,120}$|^.{0,6}[ <>()0-9a-fA-F]{100,160}$/,
    next: /^(?![0-9a-f]{2,16}:|[A-Z][A-Z0-9]{1,7}: )[ <>()0-9a-fA-FxA-Z:_]{1,80}$/
  },
  {
    what: 'the kernel release and build of a machine line',
    before: /(?:CPU|Pid|PID|Tainted|tainted|Comm|comm|UID):? .{0,120}$/,
    next: /^(?:#\d|\d{1,2}\.\d{1,3}\.|Tainted: |Not tainted|tainted|PREEMPT|SMP|Comm: |PID: |UID: |[A-Z](?: [A-Z]){0,12} |\d\d\/\d\d\/\d{4})/
  },
  { what: 'the machine and its firmware', before: /Hardware name: .{0,120}$/, next: /^[\w(][\w .,()+/-]{0,80}$/ },
  {
    what: 'the caller of an arm frame',
    before: /\) from(?: \[<[0-9a-f]{8}>\])?$/,
    next: /^(?:\[<[0-9a-f]{8}>\] ?)?\(?[\w.]{1,64}/
  },
  { what: 'a source position', before: /[\w)\]]$/, next: /^[\w./+-]{2,70}\.(?:[chS]|rs):\d{1,6}(?: \[inline\])?$/ },
  {
    what: 'the function behind a place or a preposition',
    before: /(?:^\?| (?:\?|at|in|of|to|is|from|by)|\.(?:[chS]|rs):\d{1,6}|>\])$/,
    next: /^(?:\[<[0-9a-f]{8,16}>\] )?[\w.$]{1,100}\+0x[0-9a-f]/
  },
  { what: 'where a lock was taken', before: /, at:$/, next: /^[\w.$]{1,100}\+0x[0-9a-f]/ },
  { what: 'the mark of an inline function', before: /\.(?:[chS]|rs):\d{1,6}$/, next: /^\[inline\]$/ },
  {
    what: 'modules',
    before: /^[^:]{0,40}(?:Modules linked in:.{0,120}|(?=[^_]{0,80}_)[\w() +-]{30,80})$/,
    next: /^[\w-]{2,40}(?:\([A-Z+-]{1,6}\))?(?: {1,2}[\w-]{2,40}(?:\([A-Z+-]{1,6}\))?){0,30} ?$/
  },
  { what: 'the last module unloaded', before: /Modules linked in:.{0,120}$/, next: /^\[last unloaded/ }
]

type Understood = (text: string) => boolean

type Unwrapper = {
  readonly take: (line: RawLine) => void
  readonly end: () => void
}

/** `understood` says whether a line without its prefix is one of a report by itself. */
export const createUnwrapper = (understood: Understood, give: (line: RawLine) => void): Unwrapper => {
  let held: RawLine | null = null
  /** Length of the last piece of the held line as it stands in the log. */
  let heldLength = 0
  let pieces = 1
  let sinceLong = memory

  const continuationOf = (before: RawLine, line: RawLine): string | null => {
    const mark = quoteOf(before.text)
    const own = quoteOf(line.text)
    if (own !== '' && own.trim() !== mark.trim()) return null
    const body = line.text.slice(own.length)
    // A mailer does not indent what it puts on the next line.
    const first = body.charCodeAt(0)
    if (body === '' || first === 32 || first === 9) return null
    const blank = body.indexOf(' ')
    const word = blank < 0 ? body.length : blank
    if (heldLength + 1 + word < narrowest) return null
    if (readPrefix(body).at > 0) return null
    const prefix = readPrefix(before.text, mark.length)
    const text = before.text.slice(prefix.at)
    const last = text.slice(-160).trim()
    if (continuations.some((entry) => entry.next.test(body) && entry.before.test(last))) return body
    if (!understood(text)) return null
    // printk puts its time in front of each line: one without is the rest of the line before.
    if (prefix.caller === '' && understood(body)) return null
    return body
  }

  return {
    take: (line) => {
      const length = line.text.length
      if (held !== null) {
        const before = held
        held = null
        const body =
          heldLength >= 24 &&
          heldLength <= widest &&
          length <= widest &&
          length > 0 &&
          sinceLong >= memory &&
          pieces < mostPieces
            ? continuationOf(before, line)
            : null
        if (body !== null) {
          const text = before.text.endsWith(' ') ? before.text + body : `${before.text} ${body}`
          held = {
            line: before.line,
            startByte: before.startByte,
            endByte: line.endByte,
            text,
            asIs: before.asIs && text.length === line.endByte - before.startByte
          }
          heldLength = length
          pieces += 1
          return
        }
        give(before)
      }
      if (length > widest && isBreakable(line.text)) sinceLong = 0
      else sinceLong += 1
      held = line
      heldLength = length
      pieces = 1
    },
    end: () => {
      if (held !== null) give(held)
      held = null
    }
  }
}
