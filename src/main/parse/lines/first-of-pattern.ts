/** What a piece of a pattern can start with, and whether it may stand for nothing. Null: that is not looked into. */
type Start = { readonly first: ReadonlySet<string>; readonly empty: boolean; readonly end: number } | null

const endOfClass = (source: string, from: number): number => {
  let at = from + 1
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1
  return at + 1
}

const readClass = (source: string, from: number): Start => {
  const end = endOfClass(source, from)
  const held = source.slice(from + 1, end - 1)
  return /^\^|\\|.-./.test(held) ? null : { first: new Set(held), empty: false, end }
}

const readGroup = (source: string, from: number): Start => {
  const isPlain = source[from + 1] !== '?'
  if (!isPlain && !source.startsWith('(?:', from)) return null
  const group = readAlternatives(source, isPlain ? from + 1 : from + 3, '')
  return group === null ? null : { ...group, end: group.end + 1 }
}

const readPiece = (source: string, from: number): Start => {
  const character = source[from] ?? ''
  if (character === '(') return readGroup(source, from)
  if (character === '[') return readClass(source, from)
  if (character === '\\') {
    const next = source[from + 1] ?? ''
    return /\w/.test(next) ? null : { first: new Set(next), empty: false, end: from + 2 }
  }
  return '^.$*+{'.includes(character) ? null : { first: new Set(character), empty: false, end: from + 1 }
}

/** Where an alternative ends; what follows its first piece is only passed over. */
const endOfAlternative = (source: string, from: number): number => {
  let at = from
  for (let depth = 0; at < source.length; at += 1) {
    const character = source[at]
    if (character === '\\') at += 1
    else if (character === '[') at = endOfClass(source, at) - 1
    else if (character === '(') depth += 1
    else if (depth === 0 && (character === '|' || character === ')')) return at
    else if (character === ')') depth -= 1
  }
  return at
}

/** A look ahead only asks more of what stands there. */
const afterLookAhead = (source: string, from: number): number => {
  let end = endOfAlternative(source, from + 3)
  while (source[end] === '|') end = endOfAlternative(source, end + 1)
  return end + 1
}

const readAlternative = (source: string, from: number): Start => {
  const first = new Set<string>()
  let at = from
  while (at < source.length && source[at] !== '|' && source[at] !== ')') {
    if (source.startsWith('(?=', at) || source.startsWith('(?!', at)) {
      at = afterLookAhead(source, at)
      continue
    }
    const piece = readPiece(source, at)
    const sign = piece === null ? '' : (source[piece.end] ?? '')
    if (piece === null || sign === '*' || sign === '{') return null
    for (const character of piece.first) first.add(character)
    at = sign === '?' || sign === '+' ? piece.end + 1 : piece.end
    if (!piece.empty && sign !== '?') return { first, empty: false, end: endOfAlternative(source, at) }
  }
  return { first, empty: true, end: at }
}

/** `tie` is what each alternative has to start with. */
function readAlternatives(source: string, from: number, tie: string): Start {
  const first = new Set<string>()
  let empty = false
  for (let at = from; ; at += 1) {
    const alternative = source.startsWith(tie, at) ? readAlternative(source, at + tie.length) : null
    if (alternative === null) return null
    for (const character of alternative.first) first.add(character)
    empty ||= alternative.empty
    at = alternative.end
    if (source[at] !== '|') return { first, empty, end: at }
  }
}

const ascii = String.fromCharCode(...Array.from({ length: 128 }, (_, code) => code))

/**
 * The characters that a text the pattern fits may start with, so that a table need not say it again: all of ASCII where
 * the pattern is not tied to the start of the text, or starts with more than plain words, groups and classes.
 */
export const firstOfPattern = ({ source, ignoreCase }: RegExp): string => {
  const start = readAlternatives(source, 0, '^')
  if (start === null || start.empty) return ascii
  const first = [...start.first].join('')
  return ignoreCase ? first.toLowerCase() + first.toUpperCase() : first
}
