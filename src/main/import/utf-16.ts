/** How the text of a file is written down, where it is not in a superset of ASCII. */
export type Utf16 = 'utf-16le' | 'utf-16be'

/** The same text in UTF-8, without its mark; half a pair becomes U+FFFD. */
export const utf8Of = (bytes: Uint8Array, encoding: Utf16): Uint8Array =>
  Buffer.from(new TextDecoder(encoding).decode(bytes), 'utf8')

/** The pieces of a text in UTF-8, cut where the pieces given end or a character before. */
export async function* utf8Pieces(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: Utf16
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true })
    if (text !== '') yield Buffer.from(text, 'utf8')
  }
  const rest = decoder.decode()
  if (rest !== '') yield Buffer.from(rest, 'utf8')
}
