import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  buildAnnotation,
  buildBucketRow,
  buildGathered,
  buildNote,
  buildReportRow,
  hostileTexts,
  triaged
} from '../../../../tests/builders/gathered-bucket.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { reportIdSchema } from '../../../shared/model/ids.ts'
import { inertNote } from '../markdown/inert-note.ts'
import { bucketHtml } from './bucket-html.ts'
import { noteHtml } from './note-html.ts'
import { htmlFoot, htmlHead } from './page.ts'
import { timelineSvg } from './timeline-svg.ts'
import { treeHtml } from './tree-html.ts'

const day = 24 * 3_600_000

/** What a page may be made of; a tag or an attribute that comes of a text is not among these. */
const tags = new Set(
  `a article b blockquote body br circle code dd del desc div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 head header hr
   html i li line main mark meta nav ol p pre rect section span strong style sub sup svg table tbody td text th thead
   title tr ul`.split(/\s+/)
)

const faultsOf = (html: string): readonly string[] => {
  const style = /<style>[^<]*<\/style>/
  const found: string[] = []
  for (const [whole, name = '', attributes = ''] of html
    .replace(style, '')
    .matchAll(/<\/?([a-zA-Z!][^\s>/]*)([^>]*)>/g)) {
    if (name === '!doctype') continue
    if (!tags.has(name)) found.push(whole)
    for (const [attribute, key = '', value = ''] of attributes.matchAll(/([^\s=/]+)(?:="([^"]*)")?/g)) {
      if (/^on/i.test(key) || key === 'src') found.push(attribute)
      if (key === 'href' && !/^(?:https?:\/\/|mailto:|#)/.test(value)) found.push(attribute)
    }
  }
  return found
}

const page = (text: string): string => {
  const row = buildBucketRow({
    title: text,
    frame: text,
    callers: [text],
    kernels: [text],
    triage: triaged({
      status: { kind: 'invalid', reason: text },
      owner: text,
      tags: [text],
      cameBack: { text, certain: true }
    })
  })
  const base = buildGathered()
  const bucket = buildGathered({
    row,
    detail: {
      ...base.detail,
      titles: [{ title: `${text}.`, count: 1 }],
      duplicates: [{ bucket: row.bucket, title: text }]
    },
    notes: [buildNote(text, text)],
    annotations: [buildAnnotation(text, [text])],
    reports: [buildReportRow(0, { file: text, kernel: text, command: text })],
    sample: buildReport({ title: text, lines: [text] }),
    tree: {
      reports: 1,
      leftOut: 0,
      nodes: [
        {
          function: text,
          module: text,
          place: text,
          parent: null,
          count: 1,
          report: reportIdSchema.parse('0123456789abcdef-0')
        }
      ]
    },
    timeline: { points: [{ day: 0, kernel: text, count: 1 }] }
  })
  return htmlHead([row, row], text) + bucketHtml(bucket, 2) + htmlFoot
}

test('one bucket is a page of its own; several have a list of contents with links to each', () => {
  const rows = [buildBucketRow(), buildBucketRow({ title: 'WARNING in f', frame: 'f' })]
  expect(htmlHead(rows.slice(0, 1), 'x')).not.toContain('<nav')
  expect(htmlHead(rows, 'x')).toContain('<a href="#b-0123456789ab">WARNING in <b>f</b></a>')
  const html = bucketHtml(buildGathered({ notes: [buildNote('A', 'B')] }), 1)
  expect(html).toContain('<h1 class="crash">KASAN: use-after-free Read in <b>__ext4_search_dir</b></h1>')
  expect([...html.matchAll(/<h2>([^<]*)/g)].map(([, title]) => title)).toEqual(['Note', 'Report', '2 reports'])
  expect(html).toContain('2 texts of this note were written apart; all of them stand.')
  expect(html).toContain('<p>A</p>')
  expect(html).toContain('<p>B</p>')
})

test('the policy allows nothing but its own style', () => {
  expect(htmlHead([buildBucketRow()], 'x')).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';`
  )
})

test('annotated lines of the report are marked', () => {
  const sample = buildReport({ title: 'first', lines: ['second', 'third'] })
  const html = bucketHtml(buildGathered({ sample, annotations: [buildAnnotation('here', ['second'])] }), 1)
  expect(html).toContain('first</span>\n<mark>second</mark>\nthird</pre>')
})

test('nothing hostile is more than text, in any place', () => {
  for (const text of hostileTexts) {
    const html = page(text)
    expect(faultsOf(html), text).toEqual([])
    for (const hidden of ['\r', '\0', '\u202e', '\u2028', '\u2066']) expect(html.includes(hidden)).toBe(false)
    expect(html.isWellFormed()).toBe(true)
  }
})

test('whatever a note is made of, no tag and no address of it gets into the page', () => {
  const parts = fc.constantFrom(
    ...hostileTexts,
    '<',
    '>',
    '"',
    "'",
    '!',
    '[',
    '](',
    ')',
    '\n',
    '\n\n',
    '> ',
    '- [ ] ',
    '- [x] ',
    '`',
    '```',
    '[^1]',
    '[^1]: ',
    '|',
    '-'
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (all) => {
      expect(faultsOf(noteHtml(all.join(''), 'n', 3))).toEqual([])
    }),
    { numRuns: 1000 }
  )
})

test('a note keeps what Markdown says, below the headings of its bucket', () => {
  expect(noteHtml('# A\n\n- [x] b\n- [ ] c', 'n', 3)).toBe(`<h4>A</h4>
<ul>
<li><span class="task" role="img" aria-label="done">☑</span> b</li>
<li><span class="task" role="img" aria-label="to do">☐</span> c</li>
</ul>`)
  expect(noteHtml('![words](https://example.org/a.png "b") <TASK>', 'n', 3)).toBe(
    '<p><span class="image">[image: words]</span> &lt;TASK&gt;</p>'
  )
  expect(noteHtml('[a](javascript:x) [b](irc://c) [d](file:///e) [f](https://g.example)', 'n', 3)).toBe(
    '<p><a>a</a> <a>b</a> <a>d</a> <a href="https://g.example" rel="noreferrer noopener">f</a></p>'
  )
  expect(noteHtml('a[^1]\n\n[^1]: b', 'n-1', 3)).not.toContain('footnote-label')
})

test('what cannot be seen is shown in a note, however it was written', () => {
  expect(noteHtml('a\u202eb &#x202e;c &#8238;d `&#x202e;`', 'n', 2)).toBe(
    '<p>a\\u{202e}b \\u{202e}c \\u{202e}d <code>&amp;#x202e;</code></p>'
  )
})

test('a note that nests deeper than Markdown can be read in time is shown as it is', () => {
  for (const mark of ['- ', '![', '> ']) {
    const note = `${mark.repeat(20_000)}a`
    expect(noteHtml(note, 'n', 2)).toMatch(/^<pre>/)
    expect(inertNote(note, 2)).toMatch(/^```text\n/)
  }
})

test('headings of a note leave no gap', () => {
  expect(noteHtml('## A\n\n#### B', 'n', 2)).toBe('<h3>A</h3>\n<h4>B</h4>')
})

test('the drawing says in words what it shows', () => {
  const svg = timelineSvg(
    {
      points: [
        { day: 0, kernel: '6.1.0', count: 2 },
        { day: day, kernel: null, count: 1 }
      ]
    },
    ['6.1.0'],
    'b-1'
  )
  expect(svg).toContain('role="img" aria-labelledby="b-1-title b-1-text"')
  expect(svg).toContain(
    '<desc id="b-1-text">3 reports by day; most in 1970-01-01: 2. By kernel: not said: 1, 6.1: 2.</desc>'
  )
})

const node = (name: string, parent: number | null, count: number) => ({
  function: name,
  module: null,
  place: null,
  parent,
  count,
  report: reportIdSchema.parse('0123456789abcdef-0')
})

test('a tree stands in only where stacks part', () => {
  const nodes = [node('a', null, 3), node('b', 0, 3), node('c', 1, 2), node('d', 2, 2), node('e', 1, 1)]
  const html = treeHtml({ reports: 3, nodes, leftOut: 2 }, 'b')
  expect([...html.matchAll(/--depth:(\d+)/g)].map(([, depth]) => Number(depth))).toEqual([0, 0, 1, 1, 1])
  expect([...html.matchAll(/class="begins".*?<b[^>]*>(\w)</g)].map(([, name]) => name)).toEqual(['c', 'e'])
  expect(html).toContain('<b class="own">b</b>')
  expect(html).not.toContain('Source')
  expect(html).toContain('2 rarer callers left out.')
  expect(treeHtml({ reports: 0, nodes: [], leftOut: 0 }, null)).toBe('')
})
