import type { Annotation, AnnotationMark } from '../../shared/model/annotation.ts'

export const markWords: Readonly<Record<AnnotationMark, string>> = {
  remark: 'Remark',
  highlight: 'Highlight',
  bookmark: 'Bookmark'
}

type Lines = { readonly startLine: number; readonly endLine: number }

/** `line 12`, `lines 12-14`. */
export const linesText = ({ startLine, endLine }: Lines): string =>
  startLine === endLine ? `line ${startLine}` : `lines ${startLine}-${endLine}`

/** What is known of an annotation in a line: its words, or else the line that it marks. */
export const shortText = ({ texts, place }: Pick<Annotation, 'texts' | 'place'>): string => {
  const words = texts
    .map(({ text }) => text.trim().replace(/\s+/g, ' '))
    .filter((text) => text !== '')
    .join(' | ')
  return words === '' ? (place.quote.find((line) => line.trim() !== '')?.trim() ?? '') : words
}

/** Both texts of a conflict in one, for a person to make one of. */
export const joinedText = ({ texts }: Pick<Annotation, 'texts'>): string =>
  [...new Set(texts.map(({ text }) => text.trimEnd()))].filter((text) => text !== '').join('\n\n---\n\n')
