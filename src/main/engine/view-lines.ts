const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

const breaks = /[\r\u2028\u2029]/

const withoutBreaks = (line: string): string => line.replaceAll('\r', '\u240d').replaceAll(/[\u2028\u2029]/g, '\ufffd')

/**
 * Lines of raw log bytes as a person reads them. Split at LF alone, so that line numbers are those of the parser.
 * A CR before the LF belongs to the line end; any other would break the line again in an editor, so it is shown as
 * U+240D. The same goes for the two Unicode line separators.
 */
export const viewLines = (bytes: Uint8Array): readonly string[] => {
  if (bytes.length === 0) return []
  // Consoles end their lines with CR LF; taken out of all of the text, for it may be a log of some MiB.
  const text = decoder.decode(bytes).replaceAll('\r\n', '\n')
  const lines = text.split('\n')
  // The end of a last line may be cut between the two.
  const last = lines.pop() ?? ''
  if (last !== '') lines.push(last.replace(/\r$/, ''))
  return breaks.test(text) ? lines.map((line) => (breaks.test(line) ? withoutBreaks(line) : line)) : lines
}
