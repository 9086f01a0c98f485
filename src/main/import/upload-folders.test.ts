import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownUploadFolder, removeAbandonedUploads } from './upload-folders.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-uploads-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (name: string): string => {
  mkdirSync(join(folder, name))
  writeFileSync(join(folder, name, 'a.log'), 'a')
  return name
}

test('what ended processes of this machine left is removed, and nothing else', () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const [, host = ''] = basename(ownUploadFolder(folder)).split('@')
  put(`${dead}@${host}`)
  put(String(dead))
  put(basename(ownUploadFolder(folder)))
  const kept = [put(`${process.ppid}@${host}`), put(String(process.ppid)), put(`${dead}@another-machine`), put('notes')]
  removeAbandonedUploads(folder)
  expect(readdirSync(folder).toSorted()).toEqual(kept.toSorted())
})

test('a folder that is not there is no error', () => {
  removeAbandonedUploads(join(folder, 'none'))
  expect(existsSync(join(folder, 'none'))).toBe(false)
})
