import type { Annotation } from '../../../shared/model/annotation.ts'
import type { LineKind, Report } from '../../../shared/model/report.ts'
import { quotedOf } from '../gather.ts'
import { counted } from '../words.ts'
import { escaped } from './escape.ts'

/** Lines of a report on a page; the whole one is in the corpus. */
const mostLines = 600

/** `[<ffffffff81234567>] ? f+0x12/0x34 [module] file.c:1`. */
const framePattern =
  /^([^A-Za-z_<]*(?:\[?<[0-9a-f]+>\]?\s*)?)((?:\? )?)([A-Za-z_][\w.$]*)(\+0x[0-9a-f]+\/0x[0-9a-f]+)?(.*)$/

const looks: Readonly<Partial<Record<LineKind, string>>> = {
  title: 'l-title',
  register: 'l-register',
  code: 'l-code',
  'stack-header': 'l-head',
  'stack-mark': 'l-dim',
  separator: 'l-dim',
  context: 'l-dim',
  modules: 'l-dim',
  memory: 'l-register',
  'end-of-trace': 'l-dim',
  panic: 'l-title'
}

const frame = (text: string): string => {
  const found = framePattern.exec(text)
  if (!found) return escaped(text)
  const [, before = '', mark = '', name = '', offset = '', after = ''] = found
  return `<span class="l-dim">${escaped(before + mark)}</span><span class="l-function">${escaped(name)}</span><span class="l-address">${escaped(offset)}</span><span class="l-source">${escaped(after)}</span>`
}

const lineHtml = (kind: LineKind, text: string): string => {
  const shown = text.replaceAll(/[\r\n]/g, ' ')
  if (kind === 'frame' || kind === 'inline-frame') return frame(shown)
  const look = looks[kind]
  return look === undefined ? escaped(shown) : `<span class="${look}">${escaped(shown)}</span>`
}

/** A report's text with its sorts of lines in colours; `remarks` are the annotations on its own lines. */
export const reportHtml = (report: Report, remarks: readonly Annotation[]): string => {
  const lines = quotedOf(report)
  const shown = lines.slice(0, mostLines).map(({ line, kind, text }) => {
    const marked = remarks.some(({ place }) => place.startLine <= line && line <= place.endLine)
    return marked ? `<mark>${lineHtml(kind, text)}</mark>` : lineHtml(kind, text)
  })
  const left = lines.length - shown.length
  return `<pre class="report" tabindex="0">${shown.join('\n')}</pre>${left > 0 ? `\n<p class="more">${counted(left, 'more line')} in the log.</p>` : ''}`
}
