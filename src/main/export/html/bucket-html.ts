import type { Annotation } from '../../../shared/model/annotation.ts'
import type { ReportRow } from '../../../shared/model/bucket.ts'
import type { Note } from '../../../shared/model/note.ts'
import { seenText, seenWords } from '../../../shared/model/seen.ts'
import type { ChosenBucket } from '../chosen.ts'
import type { GatheredBucket } from '../gather.ts'
import { counted, kindWords, newestKernels, priorityWords, statusWords, timeText, unlisted } from '../words.ts'
import { escaped, escapedLine } from './escape.ts'
import { noteHtml } from './note-html.ts'
import { reportHtml } from './report-html.ts'
import { timelineSvg } from './timeline-svg.ts'
import { treeHtml } from './tree-html.ts'

/** A title with its function in bold, for the eye looks for that. */
export const titleHtml = ({ title, frame }: Pick<ChosenBucket, 'title' | 'frame'>): string => {
  const at = frame === null || frame === '' ? -1 : title.lastIndexOf(frame)
  if (frame === null || at < 0) return escapedLine(title) || 'Untitled'
  return `${escaped(title.slice(0, at))}<b>${escapedLine(frame)}</b>${escaped(title.slice(at + frame.length))}`
}

export const anchorOf = (bucket: string): string => `b-${bucket}`

type Section = { readonly title: string; readonly body: string }

const code = (text: string): string => `<code>${escapedLine(text)}</code>`

const fact = (name: string, html: string): string => (html === '' ? '' : `<div><dt>${name}</dt><dd>${html}</dd></div>`)

const kernelHtml = (kernels: readonly string[]): string => {
  const { shown, older } = newestKernels(kernels)
  return shown.map(code).join(', ') + (older > 0 ? ` and ${older} older` : '')
}

const factsHtml = ({ row, detail }: GatheredBucket): string => {
  const { status, owner } = row.triage
  const named = ({ bucket, title }: { readonly bucket: string; readonly title: string }): string =>
    `${escapedLine(title)} (${code(bucket)})`
  return `<dl class="facts">${[
    fact('Status', ['fixed', 'invalid', 'ignored'].includes(status.kind) ? escapedLine(statusWords(status)) : ''),
    fact('Owner', escapedLine(owner)),
    fact('Duplicate of', detail.duplicateOf ? named(detail.duplicateOf) : ''),
    fact('Duplicates', detail.duplicates.map(named).join('<br>')),
    fact('Seen', `${counted(row.count, 'report')} in ${counted(row.files, 'log')}`),
    fact('First seen', `${timeText(row.firstSeen)} <span class="dim">${escaped(seenText(row.firstSeenFrom))}</span>`),
    fact('Last seen', `${timeText(row.lastSeen)} <span class="dim">${escaped(seenText(row.lastSeenFrom))}</span>`),
    fact(row.kernels.length === 1 ? 'Kernel' : 'Kernels', kernelHtml(row.kernels)),
    fact('Called from', row.callers.map(code).join(', ')),
    fact('Bucket', code(row.bucket))
  ].join('')}</dl>`
}

const chip = (look: string, text: string): string => `<li class="${look}">${escapedLine(text)}</li>`

const chips = ({ row, detail }: GatheredBucket): string => {
  const { status, priority, tags, cameBack } = row.triage
  const all = [
    `<li class="kind">${kindWords[row.kind]}</li>`,
    ...(status.kind === 'new' ? [] : [chip(`status ${status.kind}`, status.kind)]),
    ...(cameBack ? [chip('status came-back', 'came back')] : []),
    ...(detail.duplicateOf ? [chip('status duplicate', 'duplicate')] : []),
    ...(priority === 'none' ? [] : [chip(`priority ${priority}`, `priority ${priorityWords[priority]}`)]),
    ...tags.map((tag) => chip('tag', `#${tag}`))
  ]
  return `<ul class="chips">${all.join('')}</ul>${cameBack ? `\n<p class="came-back">${escapedLine(cameBack.text)}</p>` : ''}`
}

const by = (author: string, time: number): string =>
  `<span class="author">${escapedLine(author) || 'somebody'}</span>, <span class="dim">${timeText(time)}</span>`

const noteSection = ({ of, from, texts, note }: Note, below: number): string => {
  const about = [
    ...(of.kind === 'report' ? [`on the report ${code(of.report)}`] : []),
    ...(from === null ? [] : [`written on ${escapedLine(from)}`])
  ].join(', ')
  const standing = texts
    .filter(({ text }) => text.trim() !== '')
    .map(
      ({ act, author, saved, text }) =>
        `<figure class="note"><figcaption>${by(author, saved)}${about === '' ? '' : `, ${about}`}</figcaption><div class="prose">${noteHtml(text, `n-${note}-${act}`, below)}</div></figure>`
    )
  if (texts.length < 2) return standing.join('\n')
  return `<div class="conflict"><p>${counted(texts.length, 'text')} of this note were written apart; all of them stand.</p>${standing.join('\n')}</div>`
}

const markWords: Readonly<Record<Annotation['mark'], string>> = {
  remark: 'Remark',
  highlight: 'Highlight',
  bookmark: 'Bookmark'
}

const annotationHtml = ({ annotation, place, mark, texts }: Annotation, below: number): string => {
  const { startLine, endLine, report, quote, frame } = place
  const lines = startLine === endLine ? `line ${startLine}` : `lines ${startLine} to ${endLine}`
  const left = endLine - startLine + 1 - quote.length
  const quoted = quote.map((line) => escaped(line.replaceAll(/[\r\n]/g, ' '))).join('\n')
  const more = left > 0 ? `\n<span class="l-dim">[${counted(left, 'more line')} in the log]</span>` : ''
  const words = texts
    .filter(({ text }) => text.trim() !== '')
    .map(
      ({ act, author, saved, text }) =>
        `<div class="prose">${noteHtml(text, `a-${annotation}-${act}`, below)}</div><p class="by">${by(author, saved)}</p>`
    )
  return `<figure class="annotation ${mark}"><figcaption><b>${markWords[mark]}</b> on ${lines} of ${code(report)}${frame ? `, ${code(frame.function)}` : ''}</figcaption>${quote.length === 0 ? '' : `<pre>${quoted}${more}</pre>`}${words.join('\n')}</figure>`
}

const reportRow = ({ file, report, seen, seenFrom, kernel, command, corrupted }: ReportRow): string =>
  `<tr><td>${timeText(seen)} <span class="dim">${escaped(seenWords(seenFrom))}</span></td><td class="code">${escapedLine(kernel ?? '')}</td><td class="code">${escapedLine(command ?? '')}</td><td class="code">${escapedLine(file)}${corrupted ? ' <span class="dim">corrupted</span>' : ''}</td><td class="code dim">${report}</td></tr>`

const reportsHtml = ({ row, reports }: GatheredBucket): string => {
  if (reports.length === 0) return ''
  const more = unlisted(row, reports)
  return `<table class="reports"><thead><tr><th scope="col">Seen</th><th scope="col">Kernel</th><th scope="col">Command</th><th scope="col">File</th><th scope="col">Report</th></tr></thead><tbody>
${reports.map(reportRow).join('\n')}
</tbody></table>${more > 0 ? `\n<p class="more">And ${more} more in the corpus.</p>` : ''}`
}

/** All that a page says of one bucket; `level` is that of its heading. */
export const bucketHtml = (bucket: GatheredBucket, level: 1 | 2): string => {
  const { row, detail, notes, annotations, sample, sampleOf, tree, timeline } = bucket
  const decisions = detail.decisions.map(
    ({ made, text }) => `<li><span class="dim">${timeText(made)}</span> ${escapedLine(text)}</li>`
  )
  const onSample = annotations.filter(({ place }) => place.report === sampleOf)
  const titles = detail.titles.filter(({ title }) => title !== row.title)
  const others = titles
    .slice(0, 20)
    .map(({ title, count }) => `<li>${code(title)} <span class="dim">${counted(count, 'report')}</span></li>`)
  const id = anchorOf(row.bucket)
  const sections: readonly Section[] = [
    {
      title: notes.length === 1 ? 'Note' : 'Notes',
      body: notes.map((note) => noteSection(note, level + 1)).join('\n')
    },
    { title: 'Decisions', body: decisions.length === 0 ? '' : `<ul class="decisions">${decisions.join('')}</ul>` },
    { title: 'Annotations', body: annotations.map((one) => annotationHtml(one, level + 1)).join('\n') },
    { title: 'When it was seen', body: timeline ? timelineSvg(timeline, row.kernels, id) : '' },
    { title: 'Stack tree', body: tree ? treeHtml(tree, row.frame) : '' },
    { title: 'Other titles', body: others.length === 0 ? '' : `<ul>${others.join('')}</ul>` },
    {
      title: 'Report',
      body: sample ? `<p class="dim">${code(sampleOf ?? '')}</p>\n${reportHtml(sample, onSample)}` : ''
    },
    { title: counted(row.count, 'report'), body: reportsHtml(bucket) }
  ]
  return `<article id="${id}" data-kind="${row.kind}">
<h${level} class="crash">${titleHtml(row)}</h${level}>
${chips(bucket)}
${factsHtml(bucket)}
${sections
  .filter(({ body }) => body !== '')
  .map(({ title, body }) => `<section><h${level + 1}>${title}</h${level + 1}>\n${body}\n</section>`)
  .join('\n')}
</article>
`
}
