import { oneLine, visible } from '../../../shared/model/visible.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Text as HTML that shows as that text, in an element or an attribute in quotes. */
export const escaped = (text: string): string => visible(text).replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)

/** The same on one line. */
export const escapedLine = (text: string): string => escaped(oneLine(text))
