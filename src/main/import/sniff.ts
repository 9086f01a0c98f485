import type { SkipReason } from '../../shared/model/import.ts'
import { skipText } from './skip-text.ts'
import { utf8Of, type Utf16 } from './utf-16.ts'

/** What the first bytes of a file say about it. */
export type Sniffed =
  | { readonly kind: 'text' }
  /** Text that starts with the mark of its encoding (Unicode 16.0, 23.8), or whose every second byte is NUL. */
  | { readonly kind: 'utf-16'; readonly encoding: Utf16 }
  | { readonly kind: 'gzip' }
  | { readonly kind: 'zstd' }
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly text: string }

type Magic = { readonly at?: number; readonly bytes: string; readonly reason: SkipReason; readonly what: string }

/** Signatures as hex digits, from each format's own specification. */
const magics: readonly Magic[] = [
  { bytes: 'fd377a585a00', reason: 'archive', what: 'an xz archive' },
  { bytes: '425a68', reason: 'archive', what: 'a bzip2 archive' },
  { bytes: '504b0304', reason: 'archive', what: 'a zip archive' },
  { bytes: '504b0506', reason: 'archive', what: 'a zip archive' },
  { bytes: '377abcaf271c', reason: 'archive', what: 'a 7z archive' },
  { bytes: '526172211a07', reason: 'archive', what: 'a rar archive' },
  { bytes: '04224d18', reason: 'archive', what: 'an lz4 archive' },
  { bytes: '4c5a4950', reason: 'archive', what: 'an lzip archive' },
  { bytes: '894c5a4f000d0a1a0a', reason: 'archive', what: 'an lzop archive' },
  { bytes: '1f9d', reason: 'archive', what: 'a compress (.Z) archive' },
  { bytes: '213c617263683e0a', reason: 'archive', what: 'an ar archive' },
  { at: 257, bytes: '7573746172', reason: 'archive', what: 'a tar archive' },
  { bytes: '7f454c46', reason: 'binary', what: 'an ELF program or core dump' },
  { bytes: '4b44554d50202020', reason: 'binary', what: 'a kdump core' },
  { bytes: '6d616b6564756d7066696c65', reason: 'binary', what: 'a makedumpfile core' },
  { bytes: '53514c69746520666f726d6174203300', reason: 'binary', what: 'an SQLite database' },
  { bytes: '377f0682', reason: 'binary', what: 'an SQLite write-ahead log' },
  { bytes: '377f0683', reason: 'binary', what: 'an SQLite write-ahead log' },
  { bytes: '514649fb', reason: 'binary', what: 'a qcow2 disk image' },
  { bytes: '89504e470d0a1a0a', reason: 'binary', what: 'a PNG image' },
  { bytes: 'ffd8ff', reason: 'binary', what: 'a JPEG image' },
  { bytes: '47494638', reason: 'binary', what: 'a GIF image' },
  { bytes: '25504446', reason: 'binary', what: 'a PDF document' },
  { bytes: '4c504b5348485248', reason: 'binary', what: 'a binary systemd journal' }
]

/** SQLite's `application_id`, big-endian at byte 68 of the file (sqlite.org/fileformat.html, the database header). */
const applicationIdAt = 68

const startsWith = (bytes: Uint8Array, hex: string, at = 0): boolean => {
  if (bytes.length < at + hex.length / 2) return false
  for (let index = 0; index < hex.length / 2; index++) {
    if (bytes[at + index] !== Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16)) return false
  }
  return true
}

/** A zstd frame, or one of the skippable ones that pzstd writes first (RFC 8878, 3.1). */
const isZstd = (bytes: Uint8Array): boolean =>
  startsWith(bytes, '28b52ffd') || (startsWith(bytes, '2a4d18', 1) && ((bytes[0] ?? 0) & 0xf0) === 0x50)

const isText = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || (byte >= 0x07 && byte <= 0x0d) || byte === 0x1b

/** How much of a sample is text, and how NUL bytes lie in it. */
const census = (bytes: Uint8Array): { text: number; control: number; nul: number; nulRuns: number } => {
  let text = 0
  let control = 0
  let nul = 0
  let nulRuns = 0
  let before = 1
  for (const byte of bytes) {
    if (byte === 0) {
      nul++
      if (before !== 0) nulRuns++
    } else if (isText(byte)) text++
    else if (byte < 0x20 || byte === 0x7f) control++
    before = byte
  }
  return { text, control, nul, nulRuns }
}

/**
 * Whether a sample is no text. A log can hold runs of NUL (a file system that lost power pads with them) and line noise,
 * so what counts is the rest: NULs scattered between the bytes, or control bytes where letters are few.
 */
const looksBinary = (bytes: Uint8Array): boolean => {
  const { text, control, nul, nulRuns } = census(bytes)
  const rest = bytes.length - nul
  if (rest === 0) return true
  if (nulRuns * 8 > rest) return true
  return text * 2 < rest && (control + nulRuns) * 20 > rest
}

const sampleSize = 8192

/** What PowerShell, Windows and its serial tools write, by its mark; that of UTF-32 goes on with two NULs. */
const encodingOf = (piece: Uint8Array): Utf16 | null => {
  if (startsWith(piece, 'feff')) return 'utf-16be'
  return startsWith(piece, 'fffe') && !startsWith(piece, 'fffe0000') ? 'utf-16le' : null
}

/** Fewer bytes than these do not tell an encoding. */
const fewestUnits = 8

/**
 * UTF-16 without a mark, as redirections, appended logs and pieces of logs are: of letters of ASCII one byte is NUL, on
 * the same side of nearly all. Numbers of 16 bits lie so too, but are no letters.
 */
const unmarkedEncodingOf = (piece: Uint8Array): Utf16 | null => {
  const sample = piece.subarray(0, sampleSize)
  const units = Math.floor(sample.length / 2)
  if (units < fewestUnits) return null
  let little = 0
  let big = 0
  for (let at = 0; at + 1 < sample.length; at += 2) {
    const [first = 0, second = 0] = [sample[at], sample[at + 1]]
    if (second === 0 && isText(first)) little++
    if (first === 0 && isText(second)) big++
  }
  const most = Math.max(little, big)
  if (most * 4 < units * 3 || Math.min(little, big) * 20 > units) return null
  return little > big ? 'utf-16le' : 'utf-16be'
}

/**
 * Tells a log from what cannot be imported, by the first piece of the file: at least 8 KiB, or all of it.
 * `corpusApplicationId` is what Oopsdesk's own files carry; `compressed` allows gzip and zstd, which nest one deep only.
 */
export const sniff = (
  piece: Uint8Array,
  options: { readonly corpusApplicationId: number; readonly compressed: boolean }
): Sniffed => {
  if (options.compressed && startsWith(piece, '1f8b')) return { kind: 'gzip' }
  if (options.compressed && isZstd(piece)) return { kind: 'zstd' }
  if (startsWith(piece, '1f8b') || isZstd(piece)) {
    return {
      kind: 'skip',
      reason: 'archive',
      text: 'It is compressed more than once; unpack it first, then import the result.'
    }
  }
  for (const magic of magics) {
    if (!startsWith(piece, magic.bytes, magic.at)) continue
    if (magic.what === 'an SQLite database' && piece.length >= applicationIdAt + 4) {
      const id = new DataView(piece.buffer, piece.byteOffset).getUint32(applicationIdAt)
      if (id === options.corpusApplicationId)
        return { kind: 'skip', reason: 'corpus-file', text: skipText('corpus-file') }
    }
    const text =
      magic.reason === 'archive'
        ? `It is ${magic.what}; unpack it first, then import the result.`
        : `It is ${magic.what}, not a text log; export the kernel's messages from it as text and import those.`
    return { kind: 'skip', reason: magic.reason, text }
  }
  const encoding = encodingOf(piece)
  if (encoding !== null) {
    const sample = piece.subarray(2, sampleSize)
    // A log is ASCII for the most part, whatever language some of it is in.
    if (census(utf8Of(sample, encoding)).text * 4 >= sample.length) return { kind: 'utf-16', encoding }
    return { kind: 'skip', reason: 'binary', text: skipText('binary') }
  }
  const unmarked = unmarkedEncodingOf(piece)
  if (unmarked !== null) return { kind: 'utf-16', encoding: unmarked }
  // A log whose head alone is noise is judged by all of the piece.
  if (looksBinary(piece.subarray(0, sampleSize)) && looksBinary(piece)) {
    return { kind: 'skip', reason: 'binary', text: skipText('binary') }
  }
  return { kind: 'text' }
}
