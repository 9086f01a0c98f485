import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const program = fileURLToPath(new URL('../main.ts', import.meta.url))
let folder = ''
let buckets: readonly string[] = []
let reports: readonly string[] = []

const crash = (bug: string): string =>
  `[    1.000000] BUG: KASAN: use-after-free in ${bug}_put+0x1/0x2\n[    1.000001] Call Trace:\n[    1.000002]  ${bug}_put+0x1/0x2\n`

type Done = { readonly code: number | null; readonly out: string; readonly said: string }

const oopsdesk = (...words: readonly string[]): Done => {
  const env = { ...process.env, OOPSDESK_DATA: join(folder, 'data') }
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    env,
    cwd: folder
  })
  return { code: status, out: stdout, said: stderr }
}
const refused = (...words: readonly string[]): string => {
  const { code, out, said } = oopsdesk(...words, '--corpus', 'my.oopsdesk')
  expect({ out, isRefused: code !== 0 }).toEqual({ out: '', isRefused: true })
  return said
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-ids-'))
  for (const bug of ['quay', 'crane']) writeFileSync(join(folder, `${bug}.log`), crash(bug))
  expect(oopsdesk('import', 'quay.log', 'crane.log', '--corpus', 'my.oopsdesk').code).toBe(0)
  const lines = oopsdesk('buckets', '--corpus', 'my.oopsdesk').out.trim().split('\n')
  buckets = lines.map((line) => String((JSON.parse(line) as { bucket: unknown }).bucket))
  reports = buckets.map((bucket) => {
    const shown = oopsdesk('show', bucket, '--corpus', 'my.oopsdesk').out
    expect(shown).toContain('1 report in 1 log\n')
    return /^[0-9a-f]{16}-\d+/m.exec(shown)?.[0] ?? ''
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an id of the wrong kind is called what it is', () => {
  const [bucket = '', other = ''] = buckets
  const [report = ''] = reports
  const isBucket = `oopsdesk: "${bucket}" is a bucket, where a report is wanted. "oopsdesk show ${bucket}" prints its reports.\n`
  expect(refused('why', bucket, report)).toBe(isBucket)
  expect(refused('compare', bucket, report)).toBe(isBucket)
  expect(refused('similar', '--report', bucket)).toBe(isBucket)
  expect(refused('split', other, bucket)).toBe(isBucket)
  const isReport = `oopsdesk: "${report}" is a report, of the bucket ${bucket}, where a bucket is wanted. Name the bucket.\n`
  expect(refused('merge', report, other)).toBe(isReport)
  expect(refused('tag', 'net', report)).toBe(isReport)
  expect(refused('tag', 'net', report.slice(0, 12))).toBe(isReport.replace(report, report.slice(0, 12)))
  expect(refused('export', '--format', 'csv', '--bucket', report)).toBe(isReport)
})

test('one and the same on both sides is refused', () => {
  const [bucket = ''] = buckets
  const [report = ''] = reports
  expect(refused('why', report, report.slice(0, 9))).toMatch(
    `Both ids are of the report ${report}; why needs two reports.`
  )
  expect(refused('compare', report, report.slice(0, 9))).toMatch(`Both ids are of the report ${report};`)
  expect(refused('compare', 'quay.log', './quay.log')).toMatch('Both sides are quay.log; compare needs two.')
  for (const command of ['merge', 'not-same', 'duplicate']) {
    expect(refused(command, bucket, bucket.slice(0, 7))).toMatch(`Both are the bucket ${bucket}. ${command} needs`)
  }
})

test('what is too short, and what nothing has, is said with what to do', () => {
  const short = 'oopsdesk: "0a" is too short: of an id at least the first 4 digits are needed.'
  expect(refused('show', '0a')).toMatch(short)
  expect(refused('why', '0a', '0b')).toMatch(short)
  expect(refused('tag', 'net', '0a')).toMatch(short)
  expect(refused('show', '000000000000')).toBe(
    'oopsdesk: There is no bucket 000000000000 in this corpus. "oopsdesk buckets" prints them.\n'
  )
  expect(refused('similar', '--report', '0000000000000000-0')).toBe(
    'oopsdesk: There is no report 0000000000000000-0 in this corpus. "oopsdesk show BUCKET" prints those of a bucket.\n'
  )
})

test('a command that fails on a corpus that is not there leaves none behind', () => {
  const before = readdirSync(folder)
  for (const words of [
    ['buckets'],
    ['similar', '--all'],
    ['bundle', 'import', 'quay.log'],
    ['bundle', 'import', '.'],
    ['bundle', 'import', 'gone.bundle'],
    ['import', 'gone.log'],
    ['recluster']
  ]) {
    const { code, out } = oopsdesk(...words, '--corpus', 'gone.oopsdesk')
    expect({ words, code, out }).toEqual({ words, code: 1, out: '' })
  }
  expect(oopsdesk('bundle', 'import', 'quay.log').code).toBe(1)
  expect(readdirSync(folder)).toEqual(before)
})
