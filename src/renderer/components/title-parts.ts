/** A title cut at its function: what stands before, the function, what stands after. */
export type TitleParts = { readonly before: string; readonly frame: string; readonly after: string }

const wordAt = (title: string, frame: string): number => {
  for (let at = title.indexOf(frame); at >= 0; at = title.indexOf(frame, at + 1)) {
    const around = `${title[at - 1] ?? ' '}${title[at + frame.length] ?? ' '}`
    if (!/[\w.]/.test(around)) return at
  }
  return -1
}

/** Titles from elsewhere than the parser tell no frame; their function mostly follows ` in ` or ` at `. */
const guessed = (title: string): string | null => /\b(?:in|at) ([A-Za-z_][\w.]*)$/.exec(title)?.[1] ?? null

export const titleParts = (title: string, frame: string | null): TitleParts => {
  const name = frame ?? guessed(title)
  // `corrupted` stands where the log is too torn to say the function.
  if (name === 'corrupted') return { before: title, frame: '', after: '' }
  const at = name ? wordAt(title, name) : -1
  if (!name || at < 0) return { before: title, frame: '', after: '' }
  return { before: title.slice(0, at), frame: name, after: title.slice(at + name.length) }
}
