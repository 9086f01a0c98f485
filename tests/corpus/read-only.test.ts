import { chmodSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tempCorpora, type TempCorpora } from '../builders/temp-corpus.ts'
import { runChild } from './run-child.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
  chmodSync(temp.folder, 0o755)
})
afterEach(async () => {
  for (const name of readdirSync(temp.folder)) chmodSync(join(temp.folder, name), 0o755)
  await temp.end()
})

// Permissions do not hold root back, so the reader runs as nobody then.
const nobody = process.getuid?.() === 0 ? 65534 : null
const privateCopies = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => /^oopsdesk-[A-Za-z0-9]{6}$/.test(name))

const storeByKilled = async (file: string): Promise<void> => {
  const child = runChild('hold', file)
  await child.next()
  await child.kill()
}

const read = async (file: string) => {
  const child = runChild('read', file, { uid: nobody })
  const said = await child.next()
  expect(await child.next()).toBeNull()
  return said
}

test('a sealed corpus is read in a folder that may not be written', async () => {
  const folder = temp.file('sealed')
  mkdirSync(folder)
  const file = join(folder, 'crashes.oopsdesk')
  const corpus = await temp.open(file)
  await corpus.close()
  chmodSync(file, 0o444)
  chmodSync(folder, 0o555)
  expect(await read(file)).toMatchObject({ name: 'crashes', file, writer: false, readOnly: true, logs: 0 })
  expect(readdirSync(folder)).toEqual(['crashes.oopsdesk'])
})

test('a corpus that was left open is read there too, from a private copy that does not stay', async () => {
  const folder = temp.file('unsealed')
  mkdirSync(folder)
  const file = join(folder, 'crashes.oopsdesk')
  await storeByKilled(file)
  const left = readdirSync(folder)
  expect(left).toContain('crashes.oopsdesk-wal')
  for (const name of left) chmodSync(join(folder, name), 0o444)
  chmodSync(folder, 0o555)
  const before = privateCopies()
  expect(await read(file)).toMatchObject({ file, writer: false, readOnly: true, logs: 10, reports: 20 })
  expect(readdirSync(folder)).toEqual(left)
  expect(privateCopies()).toEqual(before)
})

test('a corpus that may not be read is refused', async () => {
  const file = temp.file()
  const corpus = await temp.open(file)
  await corpus.close()
  chmodSync(file, 0)
  expect(await read(file)).toMatchObject({ kind: 'corpus-unopenable', detail: 'EACCES' })
})
