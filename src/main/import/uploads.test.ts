import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { uploadIdSchema, type UploadId } from '../../shared/model/ids.ts'
import { createUploads, namesOfLabel, type Uploads } from './uploads.ts'
import { walk } from './walk.ts'

let folder = ''
let uploads: Uploads
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-uploads-'))
  uploads = createUploads(join(folder, 'inside'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const opened = async (): Promise<UploadId> => {
  const upload = await uploads.open()
  if (!upload.ok) throw new Error(upload.failure.kind)
  return upload.value
}
const write = (upload: UploadId, path: string, offset: number, text: string): ReturnType<Uploads['write']> =>
  uploads.write(upload, path, Date.UTC(2020, 1, 3), offset, Buffer.from(text))

test('keeps files, folders and modification times as they were dropped', async () => {
  const upload = await opened()
  expect(await write(upload, 'logs/a.log', 0, 'first ')).toEqual({ ok: true, value: null })
  expect(await write(upload, 'logs/deep/b.log', 0, 'b')).toMatchObject({ ok: true })
  expect(await write(upload, 'logs/a.log', 6, 'second')).toMatchObject({ ok: true })
  expect(await write(upload, 'empty.log', 0, '')).toMatchObject({ ok: true })
  const found = []
  for await (const entry of walk([{ path: uploads.rootOf(upload) ?? '', label: '' }])) found.push(entry)
  const modified = Date.UTC(2020, 1, 3)
  expect(found).toMatchObject([
    { path: 'empty.log', size: 0, modified },
    { path: 'logs/a.log', size: 12, modified },
    { path: 'logs/deep/b.log', size: 1, modified }
  ])
  expect(readFileSync(join(uploads.rootOf(upload) ?? '', 'logs/a.log'), 'utf8')).toBe('first second')
})

test('takes pieces sent without waiting, in their order', async () => {
  const upload = await opened()
  const pieces = Array.from({ length: 20 }, (_, index) => write(upload, 'a', index * 2, String(index).padStart(2, '0')))
  for (const piece of await Promise.all(pieces)) expect(piece.ok).toBe(true)
  expect(readFileSync(join(uploads.rootOf(upload) ?? '', 'a'), 'utf8')).toBe('0001020304050607080910111213141516171819')
})

test('refuses a piece out of order, and begins anew at 0', async () => {
  const upload = await opened()
  await write(upload, 'a', 0, 'abc')
  expect(await write(upload, 'a', 5, 'x')).toMatchObject({ ok: false, failure: { kind: 'not-found', what: 'upload' } })
  expect(await write(upload, 'b', 1, 'x')).toMatchObject({ ok: false })
  expect(await write(upload, 'a', 0, 'z')).toMatchObject({ ok: true })
  expect(readFileSync(join(uploads.rootOf(upload) ?? '', 'a'), 'utf8')).toBe('z')
})

const hostile = [
  '../a',
  'a/../../b',
  '/etc/passwd',
  'C:\\a',
  'c:/a',
  '\\\\server\\share',
  'a\0b',
  '..',
  '.',
  '/',
  'a\\..\\..\\b',
  `${'x'.repeat(300)}.log`
]
test.each(hostile)('refuses the path %j', async (path) => {
  const upload = await opened()
  expect(await write(upload, path, 0, 'x')).toMatchObject({ ok: false, failure: { kind: 'path-not-allowed' } })
  expect(readdirSync(folder)).toEqual(['inside'])
})

test('refuses a file where a folder is, and a folder where a file is', async () => {
  const upload = await opened()
  await write(upload, 'a', 0, 'x')
  expect(await write(upload, 'a/b', 0, 'x')).toMatchObject({ ok: false, failure: { kind: 'path-not-allowed' } })
  await write(upload, 'c/d', 0, 'x')
  expect(await write(upload, 'c', 0, 'x')).toMatchObject({ ok: false, failure: { kind: 'path-not-allowed' } })
})

test('no path leaves the folder', () => {
  const part = fc.oneof(fc.constantFrom('..', '.', '', 'a', 'C:', '\\', '..\\..', '\0', ' '), fc.string())
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const names = namesOfLabel(parts.join('/'))
      if (names === null) return
      for (const name of names) expect(name).not.toMatch(/^\.{0,2}$|\/|\0/)
      expect(join('/root', ...names).startsWith('/root/')).toBe(true)
    })
  )
})

test('forgets what is discarded', async () => {
  const [one, two] = [await opened(), await opened()]
  await write(one, 'a', 0, 'x')
  const root = uploads.rootOf(one) ?? ''
  expect(statSync(root).mode & 0o077).toBe(0)
  await uploads.discard(one)
  expect(existsSync(root)).toBe(false)
  expect(uploads.rootOf(one)).toBe(null)
  expect(await write(one, 'a', 1, 'x')).toMatchObject({ ok: false, failure: { kind: 'not-found', what: 'upload' } })
  await uploads.discard(uploadIdSchema.parse('unknown'))
  await uploads.discardAll()
  expect(uploads.rootOf(two)).toBe(null)
  expect(readdirSync(folder)).toEqual([])
})

test('an upload that is left alone is discarded, unless an import reads it', async () => {
  let imported = true
  uploads = createUploads(join(folder, 'idle'), { isImported: () => imported, idleMilliseconds: 20 })
  const upload = await opened()
  const root = uploads.rootOf(upload) ?? ''
  await write(upload, 'a.log', 0, 'a')
  const started = performance.now()
  await expect.poll(() => performance.now() - started).toBeGreaterThan(100)
  expect(existsSync(root)).toBe(true)
  imported = false
  await expect.poll(() => existsSync(root)).toBe(false)
  expect(uploads.rootOf(upload)).toBeNull()
})

test('writing keeps an upload', async () => {
  uploads = createUploads(join(folder, 'busy'), { idleMilliseconds: 200 })
  const upload = await opened()
  const started = performance.now()
  for (let offset = 0; performance.now() - started < 600; offset += 1) {
    expect(await write(upload, 'a.log', offset, 'a')).toMatchObject({ ok: true })
  }
})
