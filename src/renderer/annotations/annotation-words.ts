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

/** Markdown without its commonest signs; those that stand in names of functions stay. */
const plainText = (markdown: string): string =>
  markdown
    .replace(/^\s*(?:#{1,6} |> |[-*] (?:\[[ x]\] )?)/gm, '')
    .replace(/\*\*|`+/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** What is known of an annotation in a line: its words, or else the line that it marks. */
export const shortText = ({ texts, place }: Pick<Annotation, 'texts' | 'place'>): string => {
  const words = texts
    .map(({ text }) => plainText(text))
    .filter((text) => text !== '')
    .join(' | ')
  return words === '' ? (place.quote.find((line) => line.trim() !== '')?.trim() ?? '') : words
}

/** Both texts of a conflict in one, for a person to make one of. */
export const joinedText = ({ texts }: Pick<Annotation, 'texts'>): string =>
  [...new Set(texts.map(({ text }) => text.trimEnd()))].filter((text) => text !== '').join('\n\n---\n\n')
