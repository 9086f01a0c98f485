import { byFirstCharacters } from './first-characters.ts'
import { firstOfPattern } from './first-of-pattern.ts'

/** What tells, without a time in front of the lines, whether one line is the rest of another. */
type Pair = {
  readonly what: string
  readonly before: RegExp
  readonly next: RegExp
  /** True where the kernel prints such lines below each other too, so that only a text that was broken has the pair. */
  readonly mayBeRows?: true
}

/** Lines whose rest, on a line of its own, looks like something else or like nothing at all. */
const continuations: readonly Pair[] = [
  {
    what: 'the bytes of a code line',
    before: /(?: [<(]?[0-9a-f]{2}[>)]?){12}$/,
    next: /^[<(]?[0-9a-f]{2}[>)]?(?: [<(]?[0-9a-f]{2}[>)]?){0,40}$/
  },
  { what: 'the error of a sentence', before: /\S$/, next: /^(?:error|err|ret)[ =:]{1,2}-\d{1,5}[.!]?$/ },
  {
    what: 'the bytes of a code line, the values of a register line, words of a stack',
    before:
      /(?:Code|Stack|Bytes|raw|GPRS|\b(?!acquire|release|lock|takes|at:)[A-Za-z][A-Za-z0-9]{0,7} {0,3}):[ <>()0-9a-fA-FxXA-Z:=_-]{0,120}$|^.{0,6}[ <>()0-9a-fA-F]{100,160}$/,
    // arm64 prints three registers a line, the first of them one of these (arch/arm64/kernel/process.c, __show_regs).
    next: /^(?![0-9a-f]{2,16}:|[A-Z][A-Z0-9]{1,7}: |x(?:29|26|23|20|17|14|11|8|5|2) {0,2}: )[ <>()0-9a-fA-FxA-Z:_]{1,80}$/,
    mayBeRows: true
  },
  {
    what: 'words of a dump: each of its lines begins with an address',
    before: /^[0-9a-f]{4,16}: {1,60}[0-9a-f* ]{8,120}$/,
    next: /^(?:[0-9a-f]{8}|\*{8})(?:[0-9a-f]{8})?(?: [0-9a-f*]{8,16}){0,8}$/,
    mayBeRows: true
  },
  {
    what: 'a register that no line begins with',
    before: /(?:[A-Z][A-Z0-9]{1,7}|FS|GS): {0,2}[0-9a-f:()]{4,40}$/,
    next: /^(?:knlGS|ORIG_RAX|RBX|RCX|RSI|RDI|R08|R09|R11|R12|R14|R15|CR3|CR4|DR1|DR2|DR6|DR7|DS|ES): ?[0-9a-f]/
  },
  {
    what: 'registers of an arm frame, whose lines are indented',
    before: / r\d{1,2}:[0-9a-f]{8}$/,
    next: /^r\d{1,2}:[0-9a-f]{8}/
  },
  {
    what: 'the symbol behind a word of the stack',
    before: /^(?:[0-9a-f]{8,16}|\(_{0,4}ptrval_{0,4}\)): [0-9a-f]{8,16}$/,
    next: /^\([\w.$]{1,100}\+0x[0-9a-f]{1,8}\/0x[0-9a-f]{1,8}\)$/
  },
  {
    what: 'the kernel release and build of a machine line',
    before: /(?:CPU|Pid|PID|Tainted|tainted|Comm|comm|UID):? .{0,120}$/,
    next: /^(?:#\d|\d{1,2}\.\d{1,3}\.|Tainted: (?!\[)|Not tainted|tainted|PREEMPT|SMP|Comm: |PID: |UID: |[A-Z](?: [A-Z]){0,12} |\d\d\/\d\d\/\d{4})/
  },
  { what: 'the machine and its firmware', before: /Hardware name: .{0,120}$/, next: /^[\w(][\w .,()+/-]{0,80}$/ },
  {
    what: 'the caller of an arm frame',
    before: /\) from(?: \[<[0-9a-f]{8}>\])?$/,
    next: /^(?:\[<[0-9a-f]{8}>\] ?)?\(?[\w.]{1,64}/
  },
  {
    what: 'a source position',
    before: /[\w)\]]$/,
    next: /^[\w./+-]{2,70}\.(?:[chS]|rs):\d{1,6}(?: \[inline\])?\)?$/
  },
  { what: 'the place of a warning', before: / (?:at|in)$/, next: /^[\w./+-]{2,80}\.(?:[chS]|rs):\d{1,6}(?:[ :!]|$)/ },
  { what: 'the rest of what stands in brackets', before: /\[[^\][]{1,120}$/, next: /^[^\][]{1,80}\]/ },
  { what: 'the rest of what stands in parentheses', before: /\([^()]{1,120}$/, next: /^[^()]{1,80}\)/ },
  {
    what: 'the function behind a place or a preposition',
    before: /(?:^\?| (?:\?|at|in:?|of|to|is|from|by|hint:)|\.(?:[chS]|rs):\d{1,6}|(?:>|\[[0-9a-f]{8,16})\])$/,
    next: /^[\w.$]{1,100}\+0x[0-9a-f]/
  },
  {
    what: 'a preposition and its function, or what a lock or object is',
    before: /[\w})],?$/,
    next: /^(?:(?:at|in): [\w.$]{1,100}\+0x[0-9a-f]|at addr [0-9a-f]{8,16}$|type: \w{1,40} hint: |(?:has )?bad (?:value|'[a-z]{1,3}' value) )/
  },
  {
    what: 'the rest of the first line of a page',
    before: /^(?:page|head|addr|file): ?.{0,120}[\w)]$/,
    next: /^(?:index|mapping|readpage|mapcount|compound_mapcount|pfn|order):/
  },
  {
    what: 'the address behind a preposition, and its function',
    before: / (?:at|is|from|to|by)$/,
    next: /^\[<[0-9a-f]{8,16}>\] [\w.$]{1,100}\+0x[0-9a-f]/
  },
  {
    what: 'the address of a sentence',
    before: / (?:in|at|addr|address|be|but was|was|value|from|to|hint):?$/,
    next: /^(?:0x)?[0-9a-f]{8,16}(?: |$|\.)/
  },
  {
    what: 'the number that its word announces',
    before: / (?:offset|size|least|than|for|cpu|CPU|pid|task|tgid|ts|free_ts)$/,
    next: /^\d{1,20}(?: |$|,|!|:)/
  },
  { what: 'the error code and number of an oops', before: / 0x[0-9a-f]{8,16}:$/, next: /^[0-9a-f]{4} \[#\d/ },
  { what: 'where a lock was taken', before: /, at:$/, next: /^(?:\[<[0-9a-f]{8,16}>\] )?[\w.$]{1,100}\+0x[0-9a-f]/ },
  {
    what: 'the class of a held lock, or of the next of a chain',
    before: /^#\d{1,2}:(?: {1,4}[0-9a-f]{8,16})?$|\} -+>$/,
    next: /^\(/
  },
  {
    what: 'the module of a function',
    before: /\+0x[0-9a-f]{1,8}\/0x[0-9a-f]{1,8}$/,
    next: /^\[[\w-]{1,60}(?: [0-9a-f]{8,40})?\]\)?$/
  },
  { what: 'the mark of an inline function', before: /\.(?:[chS]|rs):\d{1,6}$/, next: /^\[inline\]$/ },
  {
    what: 'the next of a row of names and values',
    before: /[\w=:] {0,2}[\w()|.>"-]{1,60},?$/,
    next: /^(?:(?:mode|nodemask|order|gfp_mask|oom_score_adj|flags|stack|len|put|data|tail|end|dev|ses|sig|ip|exe|code|arch)[:=][^ ]|p?pid: {0,6}\d|\d{1,7} flags:)/
  },
  {
    what: 'the last number of a line of a task',
    before: / \d{1,7}(?: 0x[0-9a-f]{8})?$/,
    next: /^(?:0x[0-9a-f]{8}|\d{8,16})(?: \d{1,16})?$/
  },
  { what: 'the end of the end', before: /^---\[ end [^\]]{1,120}$/, next: /\]---$/ },
  { what: 'who allocated an object', before: / cache=[\w-]{1,60}\]$/, next: /^(?:allocated|freed) by task / },
  {
    what: 'modules',
    before: /^[^:]{0,40}(?:Modules linked in:.{0,120}|(?=[^_]{0,80}_)[\w() +-]{30,80})$/,
    next: /^[\w-]{2,40}(?:\([A-Z+-]{1,6}\))?(?: {1,2}[\w-]{2,40}(?:\([A-Z+-]{1,6}\))?){0,30} ?$/,
    mayBeRows: true
  },
  { what: 'the last module unloaded', before: /Modules linked in:.{0,120}$/, next: /^\[last unloaded/ }
]

const continuationsFor = byFirstCharacters(
  continuations.map((entry) => ({ ...entry, first: firstOfPattern(entry.next), mayBeRows: entry.mayBeRows === true }))
)

/** A sentence that stops within: no message of the kernel ends like that. */
const openSentence =
  / (?:a|an|the|to|of|is|are|was|has|been|not|and|or|with|on|for|by|from|in|at|than|trying|already|possible|following)$/

/** Lines that are whole, unless what follows is the one thing that may stand behind them. */
const endings: readonly Pair[] = [
  {
    what: 'a function and its offset',
    before: /\+0x[0-9a-f]{1,8}\/0x[0-9a-f]{1,8}\)?$/,
    next: /^(?:\[[\w -]{1,80}\]|\([a-z]|[0-9a-f]{8,16}$|[\w./-]{1,70}\.(?:[chS]|rs):\d)/
  },
  {
    what: 'registers, and words of a dump',
    before: /(?:\b[A-Za-z][A-Za-z0-9_]{0,7} {0,3}: {0,3}|[0-9a-f*]{8} )[0-9a-f*]{8,16}$/,
    next: /^[<(]?(?:[0-9a-f]{2,16}|[A-Za-z][A-Za-z0-9_]{0,7} {0,3}: {0,3}[0-9a-f]{4,16})\b/
  },
  {
    what: 'the address of a bad access',
    before: / at (?:addr |virtual address )?[0-9a-f]{8,16}$/,
    next: /^(?:by|in|has) /
  },
  { what: 'a rule', before: /^(?:={20,200}|-{20,200}|\*{20,200})$/, next: /^$/ },
  { what: 'the end of a report', before: /---\[ (?:end [^\]]{1,120}|cut here) \]---(?:-{1,12})?$/, next: /^$/ },
  { what: 'the advice of a hung task', before: /disables this message\."?$/, next: /^$/ }
]

/** `TCP: request_sock_TCP: ...`, `Uptime(seconds): 1`, the addresses of a dump and of frames. */
const opening =
  /^(?:Tainted: \[|(?:[A-Za-z_][\w .()-]{1,60}|\(_{0,4}ptrval_{0,4}\)|[0-9a-f]{4,16}):(?: |$)|\[<[0-9a-f]{8,16}>\] )/

/**
 * Whether `next` is known to be the rest of a line that ends as `before` does: 'rows' where the kernel prints such lines
 * below each other too, 'sentence' where only its words tell it.
 */
export const goesOn = (before: string, next: string): 'surely' | 'rows' | 'sentence' | 'unknown' => {
  const last = before.slice(-160).trim()
  const found = continuationsFor(next, 0).find((entry) => entry.next.test(next) && entry.before.test(last))
  if (found === undefined) return openSentence.test(last) ? 'sentence' : 'unknown'
  return found.mayBeRows ? 'rows' : 'surely'
}

/** Whether `before` is known to be whole. */
export const isWhole = (before: string, next: string): boolean => {
  const last = before.slice(-160).trim()
  return endings.some((entry) => entry.before.test(last) && !entry.next.test(next))
}

/** Whether `next` looks like the start of another message. */
export const startsMessage = (next: string): boolean => opening.test(next)
