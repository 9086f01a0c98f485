/** Where something stands in the typed text, in UTF-16 units, end exclusive. */
export type TextSpan = { readonly start: number; readonly end: number }

export type TypedValue = TextSpan & { readonly text: string }

/** A word, a text in quotes, or `name:value,value`; each with a minus before it where it is left out. */
export type Token = TextSpan & {
  readonly not: boolean
  /** As it is typed; null for a word or a text. */
  readonly name: string | null
  /** The one of a word; none behind a colon where nothing is typed yet. */
  readonly values: readonly TypedValue[]
}

/** Lower case alone: `BUG:` and `RIP:0010` are pasted. An address is no field either. */
const fieldStart = /^([a-z]+):(?!\/\/)/

const unescaped = (text: string): string => text.replaceAll(/\\(["\\])/g, '$1')

/** The text in quotes at a place, which may be still open at the end. */
const quoted = (text: string, start: number): TypedValue => {
  const found = /^"((?:[^"\\]|\\.|\\$)*)"?/s.exec(text.slice(start))
  return { text: unescaped(found?.[1] ?? ''), start, end: start + (found?.[0].length ?? 1) }
}

const bare = (text: string, start: number, end: RegExp): TypedValue => {
  const length = text.slice(start).search(end)
  const stop = length < 0 ? text.length : start + length
  return { text: text.slice(start, stop), start, end: stop }
}

const valuesFrom = (text: string, start: number): { readonly values: readonly TypedValue[]; readonly end: number } => {
  const values: TypedValue[] = []
  for (let at = start; ; at += 1) {
    const value = text[at] === '"' ? quoted(text, at) : bare(text, at, /[\s,]/)
    if (value.end > value.start) values.push(value)
    at = value.end
    if (text[at] !== ',') {
      // What is stuck to a closing quote belongs to nothing; it is read as more of the value.
      const rest = bare(text, at, /\s/)
      if (rest.text !== '') values.push(rest)
      return { values, end: rest.end }
    }
  }
}

const tokenAt = (text: string, start: number): Token => {
  // A minus alone, as in `task hung in a - b`, is a word.
  const not = text[start] === '-' && /\S/.test(text[start + 1] ?? '')
  const from = not ? start + 1 : start
  const name = fieldStart.exec(text.slice(from))?.[1] ?? null
  if (name !== null) {
    const { values, end } = valuesFrom(text, from + name.length + 1)
    return { start, end, not, name, values }
  }
  const value = text[from] === '"' ? quoted(text, from) : bare(text, from, /\s/)
  return { start, end: value.end, not, name: null, values: [value] }
}

/** Splits what is typed. It never fails: what is no field is a word. */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  for (let at = 0; at < text.length;) {
    if (/\s/.test(text[at] ?? '')) at += 1
    else {
      const token = tokenAt(text, at)
      tokens.push(token)
      at = token.end
    }
  }
  return tokens
}
