/** A list item with a box, from its first character: `- [x] done`. */
const box = /^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[)([ xX])\]/

/** The text with the box of a list item turned; unchanged where there is no box. `offset` is that of the item. */
export const turnBox = (text: string, offset: number): string => {
  const found = box.exec(text.slice(offset, offset + 100))
  if (!found) return text
  const [, before = '', mark] = found
  const at = offset + before.length
  return `${text.slice(0, at)}${mark === ' ' ? 'x' : ' '}${text.slice(at + 1)}`
}
