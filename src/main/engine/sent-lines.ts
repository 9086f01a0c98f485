/** As JSON it takes as many bytes as it has letters. */
const plain = /^[ !#-[\]-~]*$/

/** The line end is two letters, `\n`. */
const bytesOf = (line: string): number =>
  plain.test(line) ? line.length + 2 : Buffer.byteLength(JSON.stringify(line), 'utf8')

/**
 * The first of some lines, as many as take at most so many bytes when they are sent as JSON: a NUL takes six, a byte
 * that is no UTF-8 takes three. A host cuts a window off that has too much to take.
 */
export const sentLines = (lines: readonly string[], most: number): readonly string[] => {
  let size = 0
  const end = lines.findIndex((line) => {
    size += bytesOf(line)
    return size > most
  })
  return end < 0 ? lines : lines.slice(0, end)
}
