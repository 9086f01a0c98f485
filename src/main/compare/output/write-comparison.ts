import { comparisonHtml } from './comparison-html.ts'
import { comparisonJson } from './comparison-json.ts'
import { comparisonMarkdown } from './comparison-markdown.ts'
import { comparisonText } from './comparison-text.ts'
import type { Written } from './written.ts'

export const comparisonFormats = ['text', 'json', 'html', 'markdown'] as const
export type ComparisonFormat = (typeof comparisonFormats)[number]

const endings: Readonly<Record<ComparisonFormat, string>> = { text: 'txt', json: 'json', html: 'html', markdown: 'md' }

const textOf = (written: Written, format: ComparisonFormat): string => {
  switch (format) {
    case 'text':
      return comparisonText(written)
    case 'json':
      return `${JSON.stringify(comparisonJson(written.comparison, written.verdict))}\n`
    case 'html':
      return comparisonHtml(written)
    case 'markdown':
      return comparisonMarkdown(written)
  }
}

/** Letters, digits and dashes alone: a title is not to name a folder. */
const nameOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)

/** A comparison as a file: its text, and a name for it. */
export const writeComparison = (
  written: Written,
  format: ComparisonFormat
): { readonly fileName: string; readonly text: string } => ({
  fileName: `compare-${nameOf(written.a.title) || 'logs'}.${endings[format]}`,
  text: textOf(written, format)
})
