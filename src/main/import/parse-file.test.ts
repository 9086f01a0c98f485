import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseFile } from './parse-file.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-parse-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const log =
  '[    1.000000] WARNING: CPU: 0 PID: 1 at fs/quay.c:1 moor+0x1/0x2\n[    1.000000] Call Trace:\n[    1.000000]  moor+0x1/0x2\n'

const parsed = (bytes: Uint8Array | string): ReturnType<typeof parseFile> => {
  const file = join(folder, 'log')
  writeFileSync(file, bytes)
  return parseFile(Buffer.from(file), 0x4f4f5053)
}

test('a plain and a packed log give the same crashes', async () => {
  const plain = await parsed(log)
  expect(plain).toMatchObject({ ok: true, value: { lineCount: 3, reports: [{ title: 'WARNING in moor' }] } })
  expect(await parsed(gzipSync(log))).toEqual(plain)
})

test('a log in UTF-16 is parsed as the text that it holds', async () => {
  expect(await parsed(Buffer.from(`\ufeff${log}`, 'utf16le'))).toEqual(await parsed(log))
})

test('what is no log is passed over with its reason', async () => {
  expect(await parsed('')).toMatchObject({ ok: false, failure: { reason: 'empty' } })
  expect(await parsed(gzipSync(log).subarray(0, 40))).toMatchObject({ ok: false, failure: { reason: 'damaged' } })
  expect(await parseFile(Buffer.from(join(folder, 'none')), 0)).toMatchObject({
    ok: false,
    failure: { reason: 'missing' }
  })
})
