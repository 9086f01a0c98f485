import { parse, postprocess, preprocess } from 'micromark'
import { gfm } from 'micromark-extension-gfm'
import { isBeyondMarkdown } from '../../../shared/model/markdown-limits.ts'
import { visibleProse } from '../../../shared/model/visible.ts'
import { codeBlock } from './markdown-text.ts'
import { nestedHeadings } from './nested-headings.ts'

/** Made once: putting it together takes longer than a short note. */
const extensions = [gfm()]

type Insertion = { readonly at: number; readonly text: string }

const eventsOf = (text: string): ReturnType<typeof postprocess> =>
  postprocess(
    parse({ extensions })
      .document()
      .write(preprocess()(text, undefined, true))
  )

/** Whether a link leads to the web, to a mailbox, or nowhere: anything that may spell another scheme does not. */
const isSafe = (destination: string): boolean =>
  /^(?:https?:\/\/|mailto:)/i.test(destination) || !/[:&\\]/.test(destination.split(/[/?#]/)[0] ?? '')

/** Backslashes that make text of HTML, of images, and of links to anywhere but the web. */
const insertionsFor = (text: string): readonly Insertion[] => {
  const found: Insertion[] = []
  for (const [kind, token] of eventsOf(text)) {
    if (kind !== 'enter') continue
    const [start, end] = [token.start.offset, token.end.offset]
    const words = text.slice(start, end)
    const { type } = token
    if (type === 'htmlFlow' || type === 'htmlText') {
      for (const { index } of words.matchAll(/</g)) found.push({ at: start + index, text: '\\' })
    } else if (type === 'labelImageMarker' || (type === 'autolink' && !isSafe(words.slice(1, -1)))) {
      found.push({ at: start, text: '\\' })
    } else if ((type === 'resourceDestinationString' || type === 'definitionDestinationString') && !isSafe(words)) {
      found.push({ at: start, text: '#' })
    }
  }
  return found.sort((a, b) => a.at - b.at)
}

const withInsertions = (text: string, insertions: readonly Insertion[]): string => {
  let written = ''
  let at = 0
  for (const insertion of insertions) {
    written += text.slice(at, insertion.at) + insertion.text
    at = insertion.at
  }
  return written + text.slice(at)
}

/** What ends where lines no longer carry its mark, and with it a fence that was left open in it (CommonMark 5). */
const containers: ReadonlySet<string> = new Set(['blockQuote', 'listOrdered', 'listUnordered', 'gfmFootnoteDefinition'])

/** A code fence that was left open is closed: it would swallow the rest of the export. */
const closed = (text: string): string => {
  let open: string | null = null
  let within = 0
  for (const [kind, { type, start, end }] of eventsOf(text)) {
    if (containers.has(type)) within += kind === 'enter' ? 1 : -1
    if (kind !== 'enter' || within > 0) continue
    // There are two of these in a fence that is closed; the marks of the first close it.
    if (type === 'codeFenced') open = null
    if (type === 'codeFencedFenceSequence') open = open === null ? text.slice(start.offset, end.offset) : ''
  }
  return open ? `${text}\n${open}` : text
}

/**
 * A note as it was written, made to end where it ends and to do nothing: HTML is shown as the text it is, as the window
 * does, images and links to other than the web and mail are none. `below` is the level of the heading it stands below.
 */
export const inertNote = (note: string, below: number): string => {
  const text = visibleProse(note).trim()
  if (isBeyondMarkdown(text)) return codeBlock(text.split('\n'))
  let written = nestedHeadings(text, below)
  // What is no HTML any more may have held a fence, whose end then begins one, or a heading: it is looked at again.
  for (let round = 0; round < 12; round += 1) {
    const insertions = insertionsFor(written)
    const next = nestedHeadings(withInsertions(written, insertions), below)
    if (next === written) return closed(written)
    written = next
  }
  return codeBlock(text.split('\n'))
}
