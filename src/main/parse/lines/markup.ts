/**
 * Pastes from trackers and web pages carry HTML: `BUG: at fs/a.c:1 caller &lt;f&gt;`, `<pre>[    1.0] ...`, `<br>`.
 * A kernel message holds `&` (lockdep's `&sb->s_type`) and `<` (`<TASK>`, `<0f>`), but neither an entity with its
 * semicolon nor a tag of these names.
 */
const entity = /&(?:lt|gt|amp|quot|apos|nbsp|#(?:3[489]|6[02]|160|[xX](?:2[267]|3[cCeE]|[aA]0)));/g

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }

const meaningOf = (found: string): string => {
  const name = found.slice(1, -1)
  if (!name.startsWith('#')) return named[name] ?? found
  const hex = name[1] === 'x' || name[1] === 'X'
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10)
  return code === 160 ? ' ' : String.fromCharCode(code)
}

const tag =
  /<\/?(?:pre|br|div|span|font|code|tt|td|tr|li|p|blockquote)(?: [a-z-]{1,16}="[^"<>]{0,200}"){0,6} ?\/?>|<a(?: [a-z-]{1,16}="[^"<>]{0,400}"){1,6}>|<\/a>/g

export const withoutTags = (text: string): string => text.replace(tag, '')

/** Once: `&amp;lt;` is the text `&lt;`. */
export const withoutEntities = (text: string): string => text.replace(entity, meaningOf)
