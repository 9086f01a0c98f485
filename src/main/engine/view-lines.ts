const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

/**
 * Lines of raw log bytes as a person reads them. Split at LF alone, so that line numbers are those of the parser.
 * A CR before the LF belongs to the line end; any other would break the line again in an editor, so it is shown as
 * U+240D. The same goes for the two Unicode line separators.
 */
export const viewLines = (bytes: Uint8Array): readonly string[] => {
  if (bytes.length === 0) return []
  const lines = decoder.decode(bytes).split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) =>
    line.replace(/\r$/, '').replaceAll('\r', '\u240d').replaceAll('\u2028', '\ufffd').replaceAll('\u2029', '\ufffd')
  )
}
