import type { ComparedRow, ComparedStack } from '../../../shared/model/comparison.ts'
import { ignoredWords, sameWords } from './comparison-text.ts'
import type { Written } from './written.ts'
import { verdictLines } from './verdict.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)

const style = `:root{color-scheme:light dark}
body{font:13px/20px system-ui,sans-serif;margin:24px auto;max-width:1400px;padding:0 16px}
h1{font-size:17px}h2{font-size:14px;margin-top:24px}h3{font-size:13px}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border-bottom:1px solid #8884;padding:2px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
td{font:12.5px/18px ui-monospace,monospace;white-space:pre-wrap}
col.name{width:9em}col.line{width:4.5em}col.sign{width:2em}
.line{color:#777;text-align:right}.noise{opacity:.6}
.different{background:#d9a40026}.only-a{background:#d03b3b26}.only-b{background:#2a8f4726}
.parting{border-top:2px solid}`

const signs: Readonly<Record<ComparedRow['kind'], string>> = {
  same: '',
  noise: '',
  different: '≠',
  'only-a': '-',
  'only-b': '+'
}

const stackTable = ({ a, b, equal, of, frames }: ComparedStack): string =>
  `<h3>${escaped(a?.title ?? b?.title ?? '')}</h3><p>${equal} of ${of} frames are equal.</p>
<table><colgroup><col class="sign"><col><col></colgroup><thead><tr><th></th><th>A</th><th>B</th></tr></thead><tbody>
${frames
  .map(
    ({ kind, a: left, b: right, parting }) =>
      `<tr class="${kind}${parting ? ' parting' : ''}"><td>${signs[kind]}</td><td>${escaped(left?.text ?? '')}</td><td>${escaped(right?.text ?? '')}</td></tr>`
  )
  .join('\n')}
</tbody></table>`

const cells = (line: number | null, text: (line: number) => string): string =>
  `<td class="line">${line ?? ''}</td><td>${line === null ? '' : escaped(text(line))}</td>`

const linesTable = ({ comparison, textA, textB }: Written): string => {
  const rows = comparison.rows.flatMap(({ kind, a, b, count }) =>
    Array.from({ length: count }, (_, at) => {
      const [left, right] = [a === null ? null : a + at, b === null ? null : b + at]
      return `<tr class="${kind}"><td>${signs[kind]}</td>${cells(left, textA)}${cells(right, textB)}</tr>`
    })
  )
  return `<table><colgroup><col class="sign"><col class="line"><col><col class="line"><col></colgroup><tbody>
${rows.join('\n')}
</tbody></table>`
}

/** Lines of a page at most: whole logs are compared in the window. */
const longest = 20_000

/** A comparison as one HTML page, without a script and without anything from elsewhere. */
export const comparisonHtml = (written: Written): string => {
  const { comparison, verdict, a, b } = written
  const facts = comparison.facts.filter(({ kind }) => kind !== 'same')
  const lines = comparison.rows.reduce((sum, { count }) => sum + count, 0)
  const same = sameWords(comparison)
  const ignored = ignoredWords(comparison)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escaped(a.title)} - ${escaped(b.title)}</title>
<style>${style}</style></head><body>
<h1>Comparison of two reports</h1>
<table><colgroup><col class="name"><col><col></colgroup><tbody>
<tr><th>A</th><td>${escaped(a.title)}</td><td>${escaped(a.name)}</td></tr>
<tr><th>B</th><td>${escaped(b.title)}</td><td>${escaped(b.name)}</td></tr>
</tbody></table>
<p>${verdictLines(verdict).map(escaped).join('<br>')}</p>
${same === '' ? '' : `<p>Same: ${escaped(same)}.</p>`}
${ignored === '' ? '' : `<p>Not counted: ${escaped(ignored)}.</p>`}
${
  facts.length === 0
    ? ''
    : `<h2>Facts that differ</h2>
<table><colgroup><col class="name"><col><col></colgroup><thead><tr><th>Fact</th><th>A</th><th>B</th></tr></thead><tbody>
${facts.map(({ name, kind, a: left, b: right }) => `<tr class="${kind === 'different' ? 'different' : 'noise'}"><th>${escaped(name)}</th><td>${escaped(left?.text ?? '')}</td><td>${escaped(right?.text ?? '')}</td></tr>`).join('\n')}
</tbody></table>`
}
${comparison.stacks.length === 0 ? '' : `<h2>Stacks</h2>\n${comparison.stacks.map(stackTable).join('\n')}`}
<h2>Lines</h2>
${lines > longest ? `<p>The ${lines} lines are too many for a page.</p>` : linesTable(written)}
</body></html>
`
}
