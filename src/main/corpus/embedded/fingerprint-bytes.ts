import { crashKindSchema, type CrashKind } from '../../../shared/model/crash-kind.ts'
import type { Fingerprint } from '../../cluster/fingerprint.ts'
import { Unreadable } from './read/stored.ts'

// A fingerprint as it is stored: lists of numbers of terms, each list after its length, as LEB128. It leaves out what
// is not of a signature: kernel and modules.

const optional = (text: string | null): readonly string[] => (text === null ? [] : [text])

const listsOf = (fingerprint: Fingerprint): readonly (readonly string[])[] => {
  const { kind, type, frame, corrupted, guiltyFile, access, channels } = fingerprint
  return [
    [kind],
    [type],
    corrupted ? ['corrupted'] : [],
    optional(frame),
    optional(guiltyFile),
    optional(access),
    fingerprint.titles,
    channels.crash,
    channels.allocated,
    channels.freed,
    channels.other,
    fingerprint.locks,
    fingerprint.files
  ]
}

const kinds = new Map<string, CrashKind>(crashKindSchema.options.map((kind) => [kind, kind]))

const kindOf = (text: string | undefined): CrashKind => kinds.get(text ?? '') ?? crashKindSchema.parse(text)

const fromLists = (lists: readonly (readonly string[])[]): Fingerprint => {
  const [kind, type, corrupted, frame, guiltyFile, access, titles, crash, allocated, freed, other, locks, files] = lists
  return {
    kind: kindOf(kind?.[0]),
    type: type?.[0] ?? '',
    corrupted: corrupted?.[0] !== undefined,
    frame: frame?.[0] ?? null,
    guiltyFile: guiltyFile?.[0] ?? null,
    access: access?.[0] ?? null,
    titles: titles ?? [],
    channels: { crash: crash ?? [], allocated: allocated ?? [], freed: freed ?? [], other: other ?? [] },
    locks: locks ?? [],
    files: files ?? [],
    modules: [],
    kernel: null,
    kernelDay: null
  }
}

export const packFingerprint = (fingerprint: Fingerprint, termNumber: (text: string) => number): Buffer => {
  const bytes: number[] = []
  const write = (value: number): void => {
    let rest = value
    while (rest > 0x7f) {
      bytes.push((rest & 0x7f) | 0x80)
      rest = Math.floor(rest / 128)
    }
    bytes.push(rest)
  }
  for (const list of listsOf(fingerprint)) {
    write(list.length)
    for (const text of list) write(termNumber(text))
  }
  return Buffer.from(bytes)
}

export const unpackFingerprint = (bytes: Uint8Array, termText: (number: number) => string): Fingerprint => {
  let at = 0
  const read = (): number => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at]
      if (byte === undefined) throw new Unreadable('a fingerprint is cut short')
      at += 1
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }
  const lists: (readonly string[])[] = []
  while (at < bytes.length) {
    const list: string[] = []
    for (let left = read(); left > 0; left -= 1) list.push(termText(read()))
    lists.push(list)
  }
  return fromLists(lists)
}
