/**
 * What one look at a line's bytes tells: which of its characters ask for more than a look, and which words it holds.
 * The later stages ask the marks instead of searching the same text again, each for its own words.
 */
export type Mark = number

/** Control characters other than tab; a carriage return at the end of a line is none of it. */
export const control = 1
export const beyondAscii = 2
export const ampersand = 4
export const angle = 8

/** Marks of words start here: one bit for each group of words. */
export const firstWordMark = 16

/** Says of the bytes `from` to `to` (exclusive) of a line which marks they bear. Linear, whatever the words. */
export type LineMarker = (bytes: Uint8Array, from: number, to: number) => Mark

export type MarkedWords = { readonly mark: Mark; readonly words: readonly string[] }

const markOfByte = (code: number): Mark => {
  if (code > 127) return beyondAscii
  if (code === 127 || (code < 32 && code !== 9)) return control
  if (code === 38) return ampersand
  return code === 60 ? angle : 0
}

/** A character of each mark, which the table takes for a word; the others that bear the mark share its column. */
const oddities: readonly MarkedWords[] = ['\u0001', '\u0080', '&', '<'].map((word) => ({
  mark: markOfByte(word.charCodeAt(0)),
  words: [word]
}))

type Node = { readonly next: Map<number, number>; back: number; marks: Mark }

/** The words as a tree of their characters, each node with the node of its longest proper suffix (Aho and Corasick 1975). */
const treeOf = (groups: readonly MarkedWords[]): readonly Node[] => {
  const root: Node = { next: new Map(), back: 0, marks: 0 }
  const nodes = [root]
  for (const { mark, words } of groups) {
    for (const word of words) {
      let node = root
      for (const character of word) {
        const code = character.charCodeAt(0)
        const known = nodes[node.next.get(code) ?? -1]
        if (known === undefined) {
          node.next.set(code, nodes.length)
          node = { next: new Map(), back: 0, marks: 0 }
          nodes.push(node)
        } else node = known
      }
      node.marks |= mark
    }
  }
  const queue = [...root.next.values()]
  for (const at of queue) {
    const node = nodes[at]
    if (node === undefined) continue
    node.marks |= nodes[node.back]?.marks ?? 0
    for (const [code, child] of node.next) {
      queue.push(child)
      let back: number | undefined = node.back
      while (back !== 0 && nodes[back]?.next.has(code) === false) back = nodes[back]?.back ?? 0
      const reached = nodes[child]
      if (reached !== undefined) reached.back = nodes[back]?.next.get(code) ?? 0
    }
  }
  return nodes
}

/** Makes a table of the words that takes one step a byte. The words are printable ASCII. */
export const createLineMarker = (groups: readonly MarkedWords[]): LineMarker => {
  const nodes = treeOf([...oddities, ...groups])
  /** Column of each character that stands in a word or bears a mark; 0 for all others. */
  const columns = new Uint8Array(256)
  let width = 1
  for (const { next } of nodes) {
    for (const code of next.keys()) {
      if (columns[code] !== 0) continue
      columns[code] = width
      width += 1
    }
  }
  for (let code = 0; code < 256; code += 1) {
    const like = oddities.find(({ mark }) => mark === markOfByte(code))?.words[0]
    if (like !== undefined) columns[code] = columns[like.charCodeAt(0)] ?? 0
  }
  // The end of a word is a node's row as its negative, so that one comparison tells it.
  const rows = new Int32Array(nodes.length * width)
  const rowOf = (at: number): number => ((nodes[at]?.marks ?? 0) === 0 ? at * width : -at * width)
  for (let at = 0; at < nodes.length; at += 1) {
    for (let code = 0; code < 256; code += 1) {
      const column = columns[code] ?? 0
      if (column === 0) continue
      let from = at
      while (from !== 0 && nodes[from]?.next.has(code) === false) from = nodes[from]?.back ?? 0
      const next = nodes[from]?.next.get(code)
      if (next !== undefined) rows[at * width + column] = rowOf(next)
    }
  }
  const marksOfRow = new Int32Array(nodes.length * width)
  for (const [at, { marks }] of nodes.entries()) marksOfRow[at * width] = marks

  /** Bytes that no word starts with and that bear no mark, such as those of a time: 1. */
  const idle = Uint8Array.from({ length: 256 }, (_, code) => ((rows[columns[code] ?? 0] ?? 0) === 0 ? 1 : 0))

  return (bytes, from, to) => {
    let start = from
    while (start < to && idle[bytes[start] ?? 0] === 1) start += 1
    let row = 0
    let marks = 0
    for (let at = start; at < to; at += 1) {
      row = rows[row + (columns[bytes[at] ?? 0] ?? 0)] ?? 0
      if (row < 0) {
        row = -row
        marks |= marksOfRow[row] ?? 0
      }
    }
    return marks
  }
}
