/**
 * Pastes from trackers and web pages carry HTML: `BUG: at fs/a.c:1 caller &lt;f&gt;`, `<pre>[    1.0] ...`, `<br>`.
 * A kernel message holds `&` (lockdep's `&sb->s_type`) and `<` (`<TASK>`, `<0f>`), but neither an entity with its
 * semicolon nor a tag of these names.
 */
const entity = /&(?:lt|gt|amp|quot|apos|nbsp|#39|#x27|#34|#160);/g

const meaning: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#x27;': "'",
  '&#34;': '"',
  '&nbsp;': ' ',
  '&#160;': ' '
}

const tag =
  /<\/?(?:pre|br|div|span|font|code|tt|td|tr|li|p|blockquote)(?: [a-z-]{1,16}="[^"<>]{0,200}"){0,6} ?\/?>|<a(?: [a-z-]{1,16}="[^"<>]{0,400}"){1,6}>|<\/a>/g

export const withoutTags = (text: string): string => text.replace(tag, '')

/** Once: `&amp;lt;` is the text `&lt;`. */
export const withoutEntities = (text: string): string => text.replace(entity, (found) => meaning[found] ?? found)
