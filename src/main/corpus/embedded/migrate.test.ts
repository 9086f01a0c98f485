import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tempCorpora, valueOf, type TempCorpora } from '../../../../tests/builders/temp-corpus.ts'
import { openReadOnly, sealAndClose } from './connection.ts'
import { createCorpusFile } from './create.ts'
import { versionOf } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { prepareCorpus } from './prepare.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
  createCorpusFile(temp.file(), migrations)
})
afterEach(() => temp.end())

const addTable: Migration = { version: 9020, apply: (db) => void db.exec('CREATE TABLE later (x INTEGER) STRICT') }
const addColumn: Migration = { version: 9030, apply: (db) => void db.exec('ALTER TABLE later ADD COLUMN y TEXT') }
const fail: Migration = {
  version: 9040,
  apply: () => {
    throw new Error('no way on')
  }
}

const versionIn = (file: string): number => {
  const db = openReadOnly(file)
  try {
    return versionOf(db)
  } finally {
    db.close()
  }
}

test('numbers grow, each file lists its own, and the newest is what a new corpus has', () => {
  const versions = migrations.map(({ version }) => version)
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
  expect(versionIn(temp.file())).toBe(versions.at(-1))
})

test('an older corpus is copied, then brought to the newest schema, once', async () => {
  const list = [...migrations, addTable, addColumn]
  const options = { file: temp.file(), create: false }
  const old = versionIn(temp.file())
  const { db, prepared } = valueOf(await prepareCorpus(options, list))
  expect(db && versionOf(db)).toBe(9030)
  if (db) sealAndClose(db)
  const backup = `${temp.file()}.v${old}.bak`
  expect(versionIn(backup)).toBe(old)
  const again = valueOf(await prepareCorpus(options, list))
  expect(again.prepared.id).toBe(prepared.id)
  if (again.db) sealAndClose(again.db)
  expect(existsSync(`${temp.file()}.v9030.bak`)).toBe(false)
})

test('processes that open an older corpus at once leave a whole copy of its old schema', async () => {
  const old = versionIn(temp.file())
  const list = [...migrations, addTable, addColumn]
  // More than a batch of pages, so that they copy at the same time.
  const { db: writing } = valueOf(await prepareCorpus({ file: temp.file(), create: false }, migrations))
  if (!writing) throw new Error('it cannot be written')
  writing.exec(
    'CREATE TABLE padding (x BLOB) STRICT; INSERT INTO padding VALUES (zeroblob(4000000)); DELETE FROM padding; DROP TABLE padding'
  )
  sealAndClose(writing)
  const opened = await Promise.all(
    Array.from({ length: 3 }, () => prepareCorpus({ file: temp.file(), create: false }, list))
  )
  for (const one of opened) {
    const { db } = valueOf(one)
    expect(db && versionOf(db)).toBe(9030)
    db?.close()
  }
  expect(versionIn(`${temp.file()}.v${old}.bak`)).toBe(old)
  expect(readdirSync(temp.folder).filter((name) => name.includes('.part'))).toEqual([])
})

test('of the copies of older schemas the two newest stay, and other files are let alone', async () => {
  const steps: readonly Migration[] = [9020, 9030, 9040, 10_050].map((version) => ({
    version,
    apply: (db) => void db.exec(`CREATE TABLE later_${version} (x INTEGER) STRICT`)
  }))
  const others = ['crashes.oopsdesk.v1.bak.txt', 'crashes.oopsdesk.vx.bak', 'other.oopsdesk.v10.bak']
  for (const name of others) writeFileSync(temp.file(name), 'not ours')
  for (const [index] of steps.entries()) {
    const list = [...migrations, ...steps.slice(0, index + 1)]
    const { db } = valueOf(await prepareCorpus({ file: temp.file(), create: false }, list))
    if (db) sealAndClose(db)
  }
  const kept = ['crashes.oopsdesk', 'crashes.oopsdesk.v9030.bak', 'crashes.oopsdesk.v9040.bak']
  expect(readdirSync(temp.folder).sort()).toEqual([...kept, ...others].sort())
})

test('a migration that fails leaves the old schema whole', async () => {
  const old = versionIn(temp.file())
  const upgraded = prepareCorpus({ file: temp.file(), create: false }, [...migrations, addTable, fail])
  await expect(upgraded).rejects.toThrow('no way on')
  expect(versionIn(temp.file())).toBe(old)
  const { db } = valueOf(await prepareCorpus({ file: temp.file(), create: false }, migrations))
  if (db) sealAndClose(db)
})
