import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  buildBucketRow,
  buildAnnotation,
  buildGathered,
  buildNote,
  exportOptions,
  hostileTexts,
  triaged
} from '../../../../tests/builders/gathered-bucket.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { bucketIdSchema } from '../../../shared/model/ids.ts'
import type { GatheredBucket } from '../gather.ts'
import { bucketMail } from './bucket-mail.ts'

/** Python's own library, which knows nothing of ours. */
const reader = `
import email, email.policy, json, sys
answers = []
for text in json.load(sys.stdin):
    mail = email.message_from_bytes(text.encode(), policy=email.policy.default)
    answers.append({'headers': [[name, str(value)] for name, value in mail.items()], 'body': mail.get_content(),
                    'defects': [repr(defect) for defect in mail.defects],
                    'type': mail.get_content_type(), 'parts': mail.is_multipart()})
json.dump(answers, sys.stdout)
`

type ReadMail = {
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
  readonly defects: readonly string[]
  readonly type: string
  readonly parts: boolean
}

const hasPython = ((): boolean => {
  try {
    execFileSync('python3', ['-c', 'import email.policy'], { stdio: 'ignore' })
    return true
  } catch {
    process.stdout.write('left out: python3 is absent, so no other library reads the mail drafts\n')
    return false
  }
})()

const readMails = (texts: readonly string[]): readonly ReadMail[] =>
  JSON.parse(
    execFileSync('python3', ['-c', reader], { input: JSON.stringify(texts), maxBuffer: 1 << 28 }).toString()
  ) as ReadMail[]

const readMail = (text: string): ReadMail => {
  const [mail] = readMails([text])
  if (!mail) throw new Error('no mail was read')
  return mail
}

const header = ({ headers }: ReadMail, name: string): string =>
  headers.find(([other]) => other === name)?.[1] ?? 'absent'

/** As syzbot does: lines of the decoded text that begin with it. */
const commands = ({ body }: ReadMail): readonly string[] =>
  body.split(/\r\n|[\r\n]/).filter((line) => line.startsWith('#syz'))

const fixed = (title: string | null): GatheredBucket =>
  buildGathered({
    row: buildBucketRow({ triage: triaged({ status: { kind: 'fixed', commit: 'abcdef0', title, release: null } }) })
  })

const cameBack = (): GatheredBucket => {
  const { row, ...rest } = fixed('a: b')
  return { ...rest, row: { ...row, triage: { ...row.triage, cameBack: { text: 'It did.', certain: true } } } }
}

const duplicate = (title: string): GatheredBucket => {
  const base = buildGathered()
  return { ...base, detail: { ...base.detail, duplicateOf: { bucket: bucketIdSchema.parse('ba9876543210'), title } } }
}

test('writes a draft: headers, facts, the note, the report as it is, trailers, the command', () => {
  const mail = bucketMail(
    { ...fixed('ext4: do not read past the end'), notes: [buildNote(`Freed ${'in rmdir '.repeat(12)}twice.`)] },
    exportOptions({
      notes: true,
      from: 'Mia Example <mia@example.org>',
      to: 'linux-ext4@example.org',
      reportedBy: 'Noor <noor@example.org>',
      closes: 'https://example.org/bug/1'
    })
  )
  expect(mail).toBe(
    `From: Mia Example <mia@example.org>
To: linux-ext4@example.org
Subject: KASAN: use-after-free Read in __ext4_search_dir
X-Unsent: 1
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 7bit

A kernel crashed:

  KASAN: use-after-free Read in __ext4_search_dir

Kernel:   6.15.0-rc7
Kernels:  6.1.0, 6.15.0-rc7
Task:     cat
Seen:     2 reports in 1 log
First:    2026-10-01 00:00 UTC, from the log's own clock
Last:     2026-11-02 03:04 UTC, from the file's time
Status:   fixed by abcdef0 "ext4: do not read past the end"

Freed in rmdir in rmdir in rmdir in rmdir in rmdir in rmdir in rmdir in
rmdir in rmdir in rmdir in rmdir in rmdir twice.

BUG: KASAN: use-after-free in __ext4_search_dir+0xf2/0x1b0
Read of size 1

Reported-by: Noor <noor@example.org>
Closes: https://example.org/bug/1

#syz fix: ext4: do not read past the end

`.replaceAll('\n', '\r\n')
  )
})

test.runIf(hasPython)('the command is the one that the status or the mark asks for, or the one that was chosen', () => {
  const invalid = buildGathered({
    row: buildBucketRow({ triage: triaged({ status: { kind: 'invalid', reason: '' } }) })
  })
  const long = `WARNING in ${'a_very_long_function_name_'.repeat(8)}end`
  const asked = [
    [fixed('a: b'), {}, ['#syz fix: a: b']],
    [fixed(null), {}, []],
    [cameBack(), {}, []],
    [cameBack(), { command: 'fix' }, ['#syz fix: a: b']],
    [fixed(null), { command: 'fix', commandTitle: 'c: d' }, ['#syz fix: c: d']],
    [duplicate(long), {}, [`#syz dup: ${long}`]],
    [duplicate('x'), { commandTitle: 'WARNING in y (2)' }, ['#syz dup: WARNING in y (2)']],
    [invalid, {}, ['#syz invalid']],
    [invalid, { command: 'none' }, []],
    [buildGathered(), {}, []],
    [buildGathered(), { command: 'dup' }, []],
    [duplicate('x'), { command: 'undup' }, ['#syz undup']]
  ] as const
  const read = readMails(asked.map(([bucket, mail]) => bucketMail(bucket, exportOptions(mail))))
  expect(read.map(commands)).toEqual(asked.map(([, , lines]) => [...lines]))
})

test.runIf(hasPython)('a report is never wrapped, whatever the length of its lines', () => {
  const lines = ['x'.repeat(5000), `é ${'ü'.repeat(900)}`, '\tindented = yes', '.', 'From here', '=3D']
  const sample = buildReport({ title: 'BUG: long', lines })
  const text = bucketMail(
    buildGathered({ sample, notes: [buildNote('Zażółć gęślą jaźń.')] }),
    exportOptions({ notes: true })
  )
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998)
  const mail = readMail(text)
  expect(mail.defects).toEqual([])
  expect(mail.body.replaceAll('\r\n', '\n')).toContain(`Zażółć gęślą jaźń.\n\nBUG: long\n${lines.join('\n')}\n`)
})

test.runIf(hasPython)('a subject and names are read as they were, long and in any script', () => {
  const subject = `KASAN: ${'use-after-free '.repeat(20)}in ext4 „Zażółć“ 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 😀`
  const from = '"Ünal, Ö." <u@example.org>'
  const to = 'a@example.org, "Doe, J. \\"x\\"" <j@example.org>, Zoë <z@example.org>'
  const text = bucketMail(buildGathered(), exportOptions({ subject, from, to }))
  const head = text.slice(0, text.indexOf('\r\n\r\n'))
  expect(head).toMatch(/^[\x20-\x7e\r\n]*$/)
  for (const line of head.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78)
  const mail = readMail(text)
  expect(mail.defects).toEqual([])
  expect(header(mail, 'Subject')).toBe(subject)
  expect(header(mail, 'From')).toBe(from)
  expect(header(mail, 'To')).toBe(to)
  const plain = `WARNING in ${'f '.repeat(100)}g`
  expect(header(readMail(bucketMail(buildGathered(), exportOptions({ subject: plain }))), 'Subject')).toBe(plain)
  expect(header(readMail(bucketMail(buildGathered(), exportOptions({ subject: '=?utf-8?q?a?=' }))), 'Subject')).toBe(
    '=?utf-8?q?a?='
  )
})

const allowed = ['From', 'To', 'Subject', 'X-Unsent', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding']

test.runIf(hasPython)('no text makes a header, a part, or a command', () => {
  const parts = fc.constantFrom(
    ...hostileTexts,
    '\r\n',
    '\n',
    '\r',
    '#syz ',
    '#SYZ undup',
    '\u2028',
    '\u000b',
    ' ',
    'Bcc: a@example.org',
    '--',
    '=?',
    'word '
  )
  const texts = fc.sample(
    fc.array(parts, { minLength: 1, maxLength: 8 }).map((all) => all.join('')),
    { numRuns: 300, seed: 6 }
  )
  const mails = [...hostileTexts, ...texts].map((text) =>
    bucketMail(
      {
        ...duplicate(text),
        row: buildBucketRow({ title: text, kernels: [text, 'x'] }),
        notes: [buildNote(text, text)],
        annotations: [buildAnnotation(text, [text])],
        sample: buildReport({ title: text, lines: [text], kernel: text, command: text })
      },
      exportOptions({
        notes: true,
        annotations: true,
        from: text,
        to: text,
        subject: text,
        reportedBy: text,
        closes: text,
        command: 'undup'
      })
    )
  )
  for (const [at, mail] of readMails(mails).entries()) {
    const wrong = mail.headers.filter(([name]) => !allowed.includes(name))
    expect(wrong, JSON.stringify(mails[at])).toEqual([])
    expect(new Set(mail.headers.map(([name]) => name)).size).toBe(mail.headers.length)
    expect([mail.type, mail.parts]).toEqual(['text/plain', false])
    expect(commands(mail)).toEqual(['#syz undup'])
    expect(mails[at]?.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0\u202e\u2028]/u)
  }
})

test('prose is of 72 columns; code, tables and addresses are left whole', () => {
  const note = `- ${'word '.repeat(40)}
1. ${'word '.repeat(40)}
> ${'word '.repeat(40)}
https://example.org/${'a'.repeat(100)}

\`\`\`
${'code '.repeat(40)}
\`\`\`

    ${'indented '.repeat(20)}
| ${'cell | '.repeat(20)}`
  const text = bucketMail(buildGathered({ notes: [buildNote(note)], sample: null }), exportOptions({ notes: true }))
  const lines = text.split('\r\n').filter((line) => line.length > 72)
  expect(lines.map((line) => line.slice(0, 12))).toEqual([
    'https://exam',
    'code code co',
    '    indented',
    '| cell | cel'
  ])
  expect(text).toContain('- word')
  expect(text).toContain('\r\n  word')
  expect(text).toContain('\r\n   word')
  expect(text).toContain('\r\n> word')
})
