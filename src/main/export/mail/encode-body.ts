/** Octets of a line that every mail server takes (RFC 5322, section 2.1.1), and of one in quoted-printable. */
const [longestLine, quotedWidth] = [998, 76]

const hex = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`

/** RFC 2045, section 6.7: soft line breaks, so that lines are whole again when it is decoded. */
const quotedPrintable = (line: string): string => {
  const units = Array.from(line, (character) =>
    /[\t\x20-\x3c\x3e-\x7e]/.test(character) ? character : [...Buffer.from(character)].map(hex).join('')
  )
  const last = units.at(-1)
  if (last === ' ' || last === '\t') units[units.length - 1] = hex(last.charCodeAt(0))
  const lines: string[] = []
  let current = ''
  for (const unit of units) {
    if (current.length + unit.length > quotedWidth - 1) {
      lines.push(`${current}=`)
      current = ''
    }
    current += unit
  }
  return [...lines, current].join('\r\n')
}

export type EncodedBody = { readonly encoding: '7bit' | '8bit' | 'quoted-printable'; readonly body: string }

/** Lines as the body of a mail: as they are where that is allowed, else so that a reader gets them as they are. */
export const encodeBody = (lines: readonly string[]): EncodedBody => {
  const sound = lines.map((line) => line.toWellFormed())
  const text = sound.join('\r\n')
  if (sound.some((line) => Buffer.byteLength(line) > longestLine)) {
    return { encoding: 'quoted-printable', body: sound.map(quotedPrintable).join('\r\n') }
  }
  return { encoding: /^[\t\r\n\x20-\x7e]*$/.test(text) ? '7bit' : '8bit', body: text }
}
