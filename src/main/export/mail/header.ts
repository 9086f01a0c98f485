import { oneLine } from '../visible.ts'

/** Columns of a header line, and the most of an encoded word (RFC 2047, section 2). */
const [headerWidth, wordWidth] = [76, 75]

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text) && !text.includes('=?')

/** RFC 2047, encoded words of whole characters, each on a line of its own. */
const encoded = (text: string): readonly string[] => {
  const most = Math.floor((wordWidth - '=?UTF-8?B??='.length) / 4) * 3
  const words: string[] = []
  let piece = ''
  for (const character of text.toWellFormed()) {
    if (Buffer.byteLength(piece + character) > most) {
      words.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...words, piece].map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`)
}

/** Lines that are folded at blanks: unfolded they are the text again, blank for blank (RFC 5322, section 2.2.3). */
const folded = (name: string, parts: readonly string[]): string => {
  const lines: string[] = []
  let line = `${name}:`
  for (const part of parts) {
    if (line.length + 1 + part.length > headerWidth && line !== `${name}:`) {
      lines.push(line)
      line = ''
    }
    line += ` ${part}`
  }
  return [...lines, line].join('\r\n')
}

/** A header of words: no line but its own, whatever the text holds. */
export const textHeader = (name: string, text: string): string => {
  const words = oneLine(text)
  const parts = words.split(' ')
  const isShort = parts.every((part) => part.length <= 900)
  return folded(name, isPlain(words) && isShort ? parts : encoded(words))
}

const special = /[^\w !#$%&'*+\-/=?^`{|}~]/

const mailbox = (text: string): string => {
  const found = /^(.*?)\s*<([^<>\s]*)>$/.exec(text)
  if (!found) return text
  const [, name = '', address = ''] = found
  const bare = name.replace(/^"(.*)"$/, '$1').replaceAll(/\\(.)/g, '$1')
  if (bare === '') return `<${address}>`
  if (!isPlain(bare)) return `${encoded(bare).join(' ')} <${address}>`
  return `${special.test(bare) ? `"${bare.replaceAll(/["\\]/g, '\\$&')}"` : bare} <${address}>`
}

/** Mailboxes between commas; those within quotes belong to a name. */
const mailboxes = (text: string): readonly string[] =>
  (oneLine(text).match(/(?:"(?:[^"\\]|\\.)*"|[^,"]|")+/g) ?? []).map((one) => one.trim()).filter((one) => one !== '')

/** A header of mailboxes, `Name <address>, address`; empty without any. */
export const addressHeader = (name: string, text: string): string => {
  const all = mailboxes(text).map(mailbox)
  return all.length === 0 ? '' : folded(name, all.join(', ').split(' '))
}
