import type { LineKind, ReportLine } from '../../shared/model/report.ts'

/** `secondary` is a function named besides the frame's own: inlined into it, or on 32-bit arm its caller. */
export type TokenKind =
  | 'title'
  | 'function'
  | 'secondary'
  | 'offset'
  | 'module'
  | 'source'
  | 'register'
  | 'value'
  | 'label'
  | 'bytes'
  | 'trap'

/** UTF-16 columns from 0, the end exclusive. */
type LineToken = { readonly start: number; readonly end: number; readonly kind: TokenKind }
/** `dim` for a line that says nothing new; `unknown` for one that the parser does not understand. */
export type LineStyle = { readonly tone: 'plain' | 'dim' | 'unknown'; readonly tokens: readonly LineToken[] }

// Each pattern begins where a word begins and is bounded, so that a line is read once whatever it holds.
const patterns: readonly { readonly pattern: RegExp; readonly kinds: readonly (TokenKind | null)[] }[] = [
  {
    // `bch2_fs_start+0x70b/0xae0`
    pattern: /(?<![\w.$])([A-Za-z_$][\w.$]{0,255})(\+0x[0-9a-f]{1,16}(?:\/0x[0-9a-f]{1,16})?)/g,
    kinds: ['function', 'offset']
  },
  { pattern: /(?<![\w./-])((?:[\w./-]{1,255})\.(?:c|h|S|rs):\d{1,6})(?!\w)/g, kinds: ['source'] },
  { pattern: /(?<![^\s])(\[[A-Za-z_][\w-]{1,64}(?: [0-9a-f]{8,64})?\])/g, kinds: ['module'] }
]

const registerPattern =
  /(?<![\w$])([A-Za-z$][\w$]{0,11}) {0,3}[:=] {0,3}((?:[0-9a-f]{4}:)?(?:0x)?[0-9a-f]{2,16}(?:\([0-9a-f]{4}\))?)(?!\w)/g
const labelPattern =
  /(?<!\w)((?:CPU|UID|PID|Comm|Hardware name|BIOS|Workqueue|Modules linked in|Code|Call [Tt]race|Tainted):|Not tainted)/g
// `RIP: 0010:f+0x1/0x2`, `pc : f+0x1/0x2`, `PC is at f+0x1/0x2`, `NIP [c000000000001234] f+0x1/0x2`
const pointerPattern = /^\s*([A-Za-z]{2,4})(?= ?[:[]| is at )/g
const addressPattern = /(?<!\w)((?:0x)?[0-9a-f]{8,16})(?!\w)/g
const trapPattern = /(<[0-9a-f]{2,8}>|\([0-9a-f]{4,8}\))/g
const bareFunctionPattern = /^\s*(?:\? )?([A-Za-z_$][\w.$]{0,255})(?=\s|$)/

const matches = (text: string, pattern: RegExp, kinds: readonly (TokenKind | null)[]): readonly LineToken[] =>
  [...text.matchAll(pattern)].flatMap((match) => {
    const tokens: LineToken[] = []
    let at = match.index
    for (const [group, kind] of kinds.entries()) {
      const part = match[group + 1] ?? ''
      const start = text.indexOf(part, at)
      at = start + part.length
      if (kind) tokens.push({ start, end: at, kind })
    }
    return tokens
  })

/** In order of their start; where two overlap, the one named first stays. */
const disjoint = (tokens: readonly LineToken[]): readonly LineToken[] => {
  const kept: LineToken[] = []
  for (const token of tokens) {
    if (token.end > token.start && !kept.some((other) => token.start < other.end && other.start < token.end))
      kept.push(token)
  }
  return kept.toSorted((a, b) => a.start - b.start)
}

const symbols = (text: string): readonly LineToken[] =>
  patterns.flatMap(({ pattern, kinds }) => matches(text, pattern, kinds))
const labels = (text: string): readonly LineToken[] => matches(text, labelPattern, ['label'])
const values = (text: string): readonly LineToken[] => matches(text, addressPattern, ['value'])

const wordAt = (text: string, word: string): number => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!/[\w./-]/.test(`${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`)) return at
  }
  return -1
}

const titleTokens = (text: string, frame: string | null): readonly LineToken[] => {
  const at = frame ? wordAt(text, frame) : -1
  const named: readonly LineToken[] = at >= 0 && frame ? [{ start: at, end: at + frame.length, kind: 'function' }] : []
  const inner = disjoint([...named, ...symbols(text).filter(({ kind }) => kind !== 'module')])
  const tokens: LineToken[] = []
  let from = 0
  for (const token of inner) {
    tokens.push({ start: from, end: token.start, kind: 'title' }, token)
    from = token.end
  }
  return [...tokens, { start: from, end: text.length, kind: 'title' }]
}

// 32-bit arm (arch/arm/kernel/traps.c, dump_backtrace_entry): `[<c0101a14>] (f) from [<c0101b28>] (g+0x18/0x1c)`
// and `f from g+0x18/0x1c`: the frame is that of f.
const armPattern = /^\s*(?:\[<[0-9a-f]{8}>\] )?\(?([A-Za-z_$][\w.$]{0,255})(?: \[[\w-]{1,64}\])?\)? from /

const armTokens = (text: string): readonly LineToken[] | null => {
  const match = armPattern.exec(text)
  const name = match?.[1]
  if (!match || name === undefined) return null
  const start = text.indexOf(name, match[0].indexOf('>') + 1)
  const rest = [...symbols(text), ...values(text)]
  return [
    { start, end: start + name.length, kind: 'function' },
    ...rest.map((token) => (token.kind === 'function' ? { ...token, kind: 'secondary' as const } : token))
  ]
}

const frameTokens = (text: string): readonly LineToken[] => {
  const arm = armTokens(text)
  if (arm) return arm
  const found = symbols(text)
  if (found.some(({ kind }) => kind === 'function')) return [...found, ...values(text)]
  const bare = bareFunctionPattern.exec(text)?.[1]
  const start = bare ? text.indexOf(bare) : 0
  return [...(bare ? [{ start, end: start + bare.length, kind: 'function' as const }] : []), ...found, ...values(text)]
}

const codeTokens = (text: string): readonly LineToken[] => {
  const colon = text.indexOf('Code:')
  const from = colon < 0 ? 0 : colon + 5
  const traps = matches(text, trapPattern, ['trap'])
  const bytes: LineToken[] = []
  let at = from
  for (const trap of traps) {
    bytes.push({ start: at, end: trap.start, kind: 'bytes' })
    at = trap.end
  }
  return [...labels(text), ...traps, ...bytes, { start: at, end: text.length, kind: 'bytes' }]
}

const dimKinds: ReadonlySet<LineKind> = new Set([
  'context',
  'separator',
  'stack-mark',
  'modules',
  'end-of-trace',
  'noise',
  'blank'
])

const tokensOf = (kind: LineKind, text: string, frame: string | null): readonly LineToken[] => {
  switch (kind) {
    case 'title':
    case 'panic':
      return titleTokens(text, frame)
    case 'frame':
      return frameTokens(text)
    case 'inline-frame':
      return frameTokens(text).map((token) => (token.kind === 'function' ? { ...token, kind: 'secondary' } : token))
    case 'code':
      return codeTokens(text)
    case 'register':
      return matches(text, registerPattern, ['register', 'value'])
    case 'instruction':
      return [
        ...matches(text, pointerPattern, ['register']),
        ...symbols(text),
        ...matches(text, registerPattern, ['register', 'value']),
        ...values(text)
      ]
    case 'machine':
    case 'stack-header':
      return labels(text)
    case 'detail':
    case 'memory':
    case 'lock':
      return [...symbols(text), ...values(text)]
    case 'context':
    case 'separator':
    case 'stack-mark':
    case 'modules':
    case 'end-of-trace':
    case 'noise':
    case 'blank':
    case 'unknown':
      return []
  }
}

// Longer lines are not set beyond this column: nothing a kernel prints for a person to read is so long.
const styledLength = 2000

const unreliablePattern = /^\s*(?:\[<[0-9a-f]{8,16}>\] )?\? /

/** How a line of a report is set, from what the parser says it is. `frame` is the function in the report's title. */
export const lineStyle = ({ kind, repeat, text }: ReportLine, frame: string | null): LineStyle => {
  if (kind === 'unknown') return { tone: 'unknown', tokens: [] }
  const unreliable = kind === 'frame' && unreliablePattern.test(text)
  if (repeat || unreliable || dimKinds.has(kind)) return { tone: 'dim', tokens: [] }
  return { tone: 'plain', tokens: disjoint(tokensOf(kind, text.slice(0, styledLength), frame)) }
}

/** The style of a report's line as it stands in the raw log, behind its console prefix. */
export const shifted = ({ tone, tokens }: LineStyle, by: number): LineStyle => ({
  tone,
  tokens: tokens.map(({ start, end, kind }) => ({ start: start + by, end: end + by, kind }))
})
