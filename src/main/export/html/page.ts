import type { ChosenBucket } from '../chosen.ts'
import { counted, kindWords } from '../words.ts'
import { anchorOf, titleHtml } from './bucket-html.ts'
import { escapedLine } from './escape.ts'
import { style } from './style.ts'

/** Nothing is loaded and nothing is run, whatever a page holds. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const contentsRow = (bucket: ChosenBucket): string =>
  `<tr data-kind="${bucket.kind}"><td class="number">${bucket.count}</td><td class="kind">${kindWords[bucket.kind]}</td><td class="title"><a href="#${anchorOf(bucket.bucket)}">${titleHtml(bucket)}</a></td></tr>`

const contents = (buckets: readonly ChosenBucket[], name: string): string => {
  const reports = buckets.reduce((sum, { count }) => sum + count, 0)
  return `<header><h1>${counted(buckets.length, 'kernel crash', 'kernel crashes')}</h1>
<p class="lead">${counted(reports, 'report')} of the corpus ${escapedLine(name)}.</p></header>
<nav class="contents" aria-label="Contents"><table><thead><tr><th scope="col" class="number">Reports</th><th scope="col">Kind</th><th scope="col">Crash</th></tr></thead><tbody>
${buckets.map(contentsRow).join('\n')}
</tbody></table></nav>
`
}

/** What stands in front of the buckets: one is a page of its own, several have a list of contents. */
export const htmlHead = (buckets: readonly ChosenBucket[], name: string): string => {
  const [only] = buckets
  const title = only && buckets.length === 1 ? only.title : counted(buckets.length, 'kernel crash', 'kernel crashes')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapedLine(title) || 'Untitled'}</title>
<style>${style}</style></head><body><main>
${only && buckets.length === 1 ? '' : contents(buckets, name)}`
}

export const htmlFoot = '</main></body></html>\n'
