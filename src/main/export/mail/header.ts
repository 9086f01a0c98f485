import { oneLine } from '../../../shared/model/visible.ts'

/** Columns of a header line, and those of an encoded word: together with a header's name they fit (RFC 2047, section 2). */
const [headerWidth, wordWidth] = [76, 64]

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
const address = /^[^\s<>()[\]:;@\\,"]+@[^\s<>()[\]:;@\\,"]+$/

/** A mailbox as a header has it; null for words without an address, of which there can be none. */
const mailbox = (text: string): string | null => {
  const [, name = '', inBrackets] = /^(.*?)\s*<([^<>\s]*)>$/.exec(text) ?? []
  if (inBrackets === undefined) return address.test(text) ? text : null
  if (!address.test(inBrackets)) return null
  const bare = name.replace(/^"(.*)"$/, '$1').replaceAll(/\\(.)/g, '$1')
  if (bare === '') return `<${inBrackets}>`
  if (!isPlain(bare)) return `${encoded(bare).join(' ')} <${inBrackets}>`
  return `${special.test(bare) ? `"${bare.replaceAll(/["\\]/g, '\\$&')}"` : bare} <${inBrackets}>`
}

/** Mailboxes between commas; those within quotes belong to a name. */
const mailboxes = (text: string): readonly string[] =>
  (oneLine(text).match(/(?:"(?:[^"\\]|\\.)*"|[^,"]|")+/g) ?? []).map((one) => one.trim()).filter((one) => one !== '')

/** A header of mailboxes, `Name <address>, address`; empty without any. */
export const addressHeader = (name: string, text: string): string => {
  const all = mailboxes(text).flatMap((one) => mailbox(one) ?? [])
  return all.length === 0 ? '' : folded(name, all.join(', ').split(' '))
}
