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

/** Bytes are a table's columns. */
const width = 256

/**
 * Makes a table of the words that takes one step a byte: a row for each node, in it the row that each byte leads to.
 * Words are printable ASCII. Rows where a word ends come last, so that one comparison tells them.
 */
export const createLineMarker = (groups: readonly MarkedWords[]): LineMarker => {
  const nodes = treeOf([...oddities, ...groups])
  const inOrder = [...nodes.keys()].sort(
    (a, b) => Number(nodes[a]?.marks !== 0) - Number(nodes[b]?.marks !== 0) || a - b
  )
  if (nodes.length > 1 << 16) throw new Error(`${nodes.length} characters of words are too many for rows of 16 bits`)
  const rowOf = new Uint16Array(nodes.length)
  for (const [row, at] of inOrder.entries()) rowOf[at] = row
  const firstEnd = inOrder.findIndex((at) => nodes[at]?.marks !== 0)

  /** The bytes that bear a mark, by the one that the tree has for all of them. */
  const alike = new Map<number, number[]>()
  for (let code = 0; code < width; code += 1) {
    const like = oddities.find(({ mark }) => mark === markOfByte(code))?.words[0]?.charCodeAt(0)
    if (like !== undefined) alike.set(like, [...(alike.get(like) ?? []), code])
  }
  const rows = new Uint16Array(nodes.length * width)
  // Nearest to the root first: a node's row is that of its suffix, but for the characters that go on from it.
  const queue = [0]
  for (const at of queue) {
    const node = nodes[at]
    if (node === undefined) continue
    const start = (rowOf[at] ?? 0) * width
    const suffix = (rowOf[node.back] ?? 0) * width
    if (at !== 0) rows.copyWithin(start, suffix, suffix + width)
    for (const [like, child] of node.next) {
      queue.push(child)
      for (const code of alike.get(like) ?? [like]) rows[start + code] = rowOf[child] ?? 0
    }
  }
  const marksOfRow = Int32Array.from(inOrder, (at) => nodes[at]?.marks ?? 0)

  return (bytes, from, to) => {
    let row = 0
    let marks = 0
    for (let at = from; at < to; at += 1) {
      row = rows[(row << 8) | (bytes[at] ?? 0)] ?? 0
      if (row >= firstEnd) marks |= marksOfRow[row] ?? 0
    }
    return marks
  }
}
