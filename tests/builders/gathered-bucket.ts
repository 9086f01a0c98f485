import type { GatheredBucket } from '../../src/main/export/gather.ts'
import { annotationSchema, type Annotation } from '../../src/shared/model/annotation.ts'
import { bucketRowSchema, reportRowSchema, type BucketRow, type ReportRow } from '../../src/shared/model/bucket.ts'
import { exportOptionsSchema, type ExportOptions } from '../../src/shared/model/export.ts'
import { reportIdSchema } from '../../src/shared/model/ids.ts'
import { noteSchema, type Note } from '../../src/shared/model/note.ts'
import { noTriage, type Triage } from '../../src/shared/model/triage.ts'
import { buildReport } from './report.ts'

const seen = Date.UTC(2026, 10, 2, 3, 4)

export const buildBucketRow = (changes: Partial<BucketRow> = {}): BucketRow => ({
  ...bucketRowSchema.parse({
    bucket: '0123456789ab',
    title: 'KASAN: use-after-free Read in __ext4_search_dir',
    kind: 'memory-safety',
    frame: '__ext4_search_dir',
    callers: ['ext4_find_entry', 'ext4_lookup'],
    count: 2,
    files: 1,
    kernels: ['6.1.0', '6.15.0-rc7'],
    firstSeen: Date.UTC(2026, 9, 1),
    firstSeenFrom: 'log',
    lastSeen: seen,
    lastSeenFrom: 'file',
    hasNote: true,
    triage: noTriage,
    duplicateOf: null
  }),
  ...changes
})

export const triaged = (changes: Partial<Triage>): Triage => ({ ...noTriage, ...changes })

export const buildReportRow = (index: number, changes: Partial<ReportRow> = {}): ReportRow => ({
  ...reportRowSchema.parse({
    report: `0123456789abcdef-${index}`,
    bucket: '0123456789ab',
    log: `0123456789abcdef${'a'.repeat(48)}`,
    index,
    title: 'KASAN: use-after-free Read in __ext4_search_dir',
    kind: 'memory-safety',
    corrupted: index === 1,
    kernel: '6.15.0-rc7',
    arch: 'x86_64',
    command: 'syz-executor',
    file: `/logs/run-${index}/console.log`,
    seen,
    seenFrom: 'file',
    seenAssumes: 'nothing'
  }),
  ...changes
})

/** A note of the bucket; more than one text is a conflict. */
export const buildNote = (...texts: readonly string[]): Note =>
  noteSchema.parse({
    note: '1111111111111111',
    of: { kind: 'bucket', bucket: '0123456789ab' },
    from: null,
    texts: texts.map((text, index) => ({
      act: `222222222222222${index}`,
      author: ['Mia Example <mia@example.org>', 'Noor Example', 'Olu'][index] ?? 'nobody',
      saved: Date.UTC(2026, 10, 3, 9, index),
      text
    }))
  })

export const buildAnnotation = (text: string, quote: readonly string[]): Annotation =>
  annotationSchema.parse({
    annotation: '3333333333333333',
    place: {
      report: '0123456789abcdef-0',
      startLine: 2,
      endLine: 1 + Math.max(1, quote.length),
      quote,
      frame: { function: 'ext4_find_entry', stack: 'crash' }
    },
    bucket: '0123456789ab',
    mark: 'remark',
    texts: [{ act: '4444444444444444', author: 'Noor Example', saved: Date.UTC(2026, 10, 3, 10), text }]
  })

/** A bucket as it is gathered for an export, with two reports. */
export const buildGathered = (changes: Partial<GatheredBucket> = {}): GatheredBucket => ({
  row: buildBucketRow(),
  detail: {
    reason: 'Its reports crash in the same function, called on the same way.',
    rule: 1,
    titles: [{ title: 'KASAN: use-after-free Read in __ext4_search_dir', count: 2 }],
    maybeOther: [],
    duplicateOf: null,
    duplicates: [],
    decisions: []
  },
  notes: [],
  annotations: [],
  reports: [buildReportRow(0), buildReportRow(1)],
  sample: buildReport({
    title: 'BUG: KASAN: use-after-free in __ext4_search_dir+0xf2/0x1b0',
    lines: ['Read of size 1']
  }),
  sampleOf: reportIdSchema.parse('0123456789abcdef-0'),
  tree: null,
  timeline: null,
  ...changes
})

export const exportOptions = (mail: Partial<ExportOptions['mail']> = {}): ExportOptions => {
  const options = exportOptionsSchema.parse({})
  return { ...options, mail: { ...options.mail, ...mail } }
}

/** What a log or a colleague may put anywhere, to be run, to be fetched, or to end what holds it. */
export const hostileTexts: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '<svg/onload=alert(1)>',
  '[a](javascript:alert(1)) ![b](https://example.org/b.png) <javascript:alert(1)>',
  '</pre></code></style></title><iframe src=//example.org>',
  "=cmd|' /C calc'!A0",
  ' "=HYPERLINK("https://example.org","a")',
  '+1',
  '-1+1',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  'a\r\nBcc: everyone@example.org\r\n\r\n#syz invalid',
  '#syz fix: something else',
  'a\rb',
  'nul\u0000nul',
  'bidi \u202e\u2066 text \u2069',
  'lone \ud800 and \udc00',
  ']]> and --> and ]]&gt;',
  '```\n~~~\n```',
  '\u2028\u0085\u000b',
  '`${alert(1)}`',
  '&lt;b&gt; &#x3c;b&#x3e;'
]
