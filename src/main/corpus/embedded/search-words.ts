import type { Report } from '../../../shared/model/report.ts'

/** Distinct words of one report that are searchable; a report of more is a log full of rubbish. */
const wordLimit = 5000

// The index takes letters, numbers, private use and `_.` for parts of a word (unicode61 with tokenchars), but knows an
// older Unicode, in which the marks named one by one were no letters. A word it would split becomes a phrase, which it
// refuses (detail = none), so such a mark splits for us too.
const separator = /(?:[^\p{L}\p{N}\p{Co}_.]|[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3])+/u
// Register values and addresses would be most of the index and nobody searches for them.
const address = /^(?:0x)?[0-9a-f]{8,}$/

/** The words of a text as the full-text index knows them, without dots at either end. */
export const searchWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(separator)
    .map((word) => word.replace(/^\.+/, '').replace(/\.+$/, ''))
    .filter((word) => word !== '')

const indexedLines = new Set(['context', 'title', 'detail', 'machine', 'panic', 'lock', 'unknown'])

/** Every distinct word a report can be found by, with spaces between. */
export const reportWords = (report: Report): string => {
  const words = new Set<string>()
  const take = (text: string | null | undefined): void => {
    if (!text) return
    for (const word of searchWords(text)) {
      if (words.size >= wordLimit) return
      if (!address.test(word)) words.add(word)
    }
  }
  take(report.title)
  for (const title of report.altTitles) take(title)
  take(report.type)
  take(report.kernel)
  take(report.facts.command?.value)
  take(report.guiltyFile)
  for (const stack of report.stacks) {
    for (const frame of stack.frames) {
      take(frame.function)
      take(frame.module)
      take(frame.source?.file)
      for (const inlined of frame.inlined) {
        take(inlined.function)
        take(inlined.source?.file)
      }
    }
  }
  for (const line of report.lines) if (indexedLines.has(line.kind) && !line.repeat) take(line.text)
  return [...words].join(' ')
}
