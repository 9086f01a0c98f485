import { suppressionWords } from './crashes/suppressed.ts'
import { headerWords } from './families/families.ts'
import { bootWords } from './history/boot.ts'
import { injectionWords } from './history/injection.ts'
import { createLineMarker, firstWordMark, type Mark } from './lines/mark-line.ts'
import { timeWords } from './when/log-times.ts'

/** The words that the stages look for in each line, marked in one look at its bytes. A mark is a hint: the stage decides. */
export const headerMark: Mark = firstWordMark
export const suppressionMark: Mark = firstWordMark << 1
export const bootMark: Mark = firstWordMark << 2
export const injectionMark: Mark = firstWordMark << 3
/** Other CPUs are asked for their traces (lib/nmi_backtrace.c). */
export const otherCpusMark: Mark = firstWordMark << 4
/** The kernel is through with a report (kernel/panic.c, print_oops_end_marker). */
export const endMark: Mark = firstWordMark << 5
/** A wall clock, or the date of a mail. */
export const timeMark: Mark = firstWordMark << 6

/** Another report starts that is no crash, and may tear one: see `tornAt`. */
export const tearingMark: Mark = firstWordMark << 7

/** The longest plain piece of each alternative: `VFS: [BC]` cannot match where `VFS: ` is not. `\\[` is a bracket. */
export const plainPieces = (pattern: RegExp): readonly string[] =>
  pattern.source.split('|').map((alternative) => {
    if (/[()*+?{}^$]|\\[^[]/.test(alternative)) throw new Error(`${alternative} is no plain words`)
    return alternative
      .split(/\.|(?<!\\)\[[^\]]*\]/)
      .map((piece) => piece.replaceAll('\\[', '['))
      .reduce((longest, piece) => (piece.length > longest.length ? piece : longest))
  })

export const tearingWords = [
  'FAULT_INJECTION: forcing',
  ': vmalloc: allocation failure',
  ': vmalloc: allocation error',
  'FAULT_FLAG_ALLOW_RETRY missing'
]

export const markLine = createLineMarker([
  { mark: tearingMark, words: tearingWords },
  { mark: headerMark, words: plainPieces(headerWords) },
  { mark: suppressionMark, words: plainPieces(suppressionWords) },
  { mark: bootMark, words: [bootWords] },
  { mark: injectionMark, words: [injectionWords] },
  { mark: otherCpusMark, words: ['Sending NMI'] },
  { mark: endMark, words: ['---[ end trace'] },
  { mark: timeMark, words: timeWords }
])
