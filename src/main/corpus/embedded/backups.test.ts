import Database from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { tempCorpora, valueOf, type TempCorpora } from '../../../../tests/builders/temp-corpus.ts'
import type { Corpus } from '../corpus.ts'
import { backupFolder, listBackups } from './backup-files.ts'
import { watchBackups } from './backup-times.ts'
import { makeBackup, needsBackup } from './backups.ts'
import { enterWal, openForWriting, sealAndClose } from './connection.ts'
import { openEmbeddedCorpus } from './open.ts'
import { restoreBackup } from './restore.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(() => temp.end())

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 4, 20, 12)
const never = new AbortController().signal

/** Opens a corpus as the engine does, does something, and closes it; answers why there is no backup, if it is told. */
const use = async (work: (corpus: Corpus) => Promise<unknown>, readOnly = false): Promise<string | null> => {
  let problem: string | null = null
  const backups = { failed: (reason: string): void => void (problem = reason) }
  const corpus = valueOf(await openEmbeddedCorpus({ file: temp.file(), create: true, readOnly, backups }))
  await work(corpus)
  await corpus.close()
  return problem
}
const add =
  (text: string) =>
  async ({ writer }: Corpus): Promise<unknown> =>
    writer?.addLogs([buildLog(text, { reports: [buildReport({ title: `BUG: in ${text}` })] })])

const names = (): readonly string[] => {
  const folder = backupFolder(temp.file())
  return existsSync(folder) ? readdirSync(folder).sort() : []
}
const logsIn = async (file: string): Promise<number> => {
  const corpus = await temp.open(file, false)
  const { logs } = await corpus.reader.describe()
  await corpus.close()
  return logs
}
const age = (file: string, milliseconds: number): void => {
  const made = new Date(Date.now() - milliseconds)
  utimesSync(file, made, made)
}

test('a corpus that changed is copied when it is closed, once a day, and only where it changed since', async () => {
  expect(await use(async () => undefined)).toBeNull()
  expect(names()).toEqual([])
  expect(await use(add('one'))).toBeNull()
  const today = `crashes-${new Date().toISOString().slice(0, 10)}.oopsdesk`
  expect(names()).toEqual([today])
  const backup = join(backupFolder(temp.file()), today)
  expect(statSync(backup).size).toBe(statSync(temp.file()).size)
  expect(await logsIn(backup)).toBe(1)

  await use(add('two'))
  age(backup, day - 60_000)
  await use(async () => undefined)
  expect(await logsIn(backup)).toBe(1)
  age(backup, day + 60_000)
  const old = backup.replace(today, 'crashes-2020-01-01.oopsdesk')
  writeFileSync(old, readFileSync(backup))
  rmSync(backup)
  age(old, day + 60_000)
  await use(async () => undefined)
  expect(names()).toEqual(['crashes-2020-01-01.oopsdesk', today])
  expect([await logsIn(old), await logsIn(backup)]).toEqual([1, 2])
  age(backup, 3 * day)
  expect(needsBackup(temp.file(), Date.now())).toBe(false)
})

test('a corpus that may not be written, and a backup that is looked at, are not copied', async () => {
  const corpus = await temp.open()
  await corpus.writer.addLogs([buildLog('one')])
  await corpus.close()
  expect(await use(async () => undefined, true)).toBeNull()
  expect(names()).toEqual([])
  const backup = valueOf(await makeBackup(temp.file(), now, never))
  const opened = valueOf(
    await openEmbeddedCorpus({ file: backup, create: false, backups: { failed: () => undefined } })
  )
  await add('two')(opened)
  await opened.close()
  expect(names()).toEqual([basename(backup)])
})

test('the newest seven are kept, and those of another corpus are left alone', async () => {
  await use(add('one'))
  const folder = backupFolder(temp.file())
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  const others = ['crashes-old-2020-01-01.oopsdesk', 'crashes.txt', 'other-2020-01-01.oopsdesk']
  for (const other of others) writeFileSync(join(folder, other), 'x')
  for (let made = 0; made < 10; made += 1) valueOf(await makeBackup(temp.file(), now + made * day, never))
  const days = [23, 24, 25, 26, 27, 28, 29].map((date) => `crashes-2026-05-${date}.oopsdesk`)
  expect(names()).toEqual([...days, ...others].sort())
  expect(listBackups(temp.file())).toHaveLength(7)
})

test('a copy is one moment of a corpus that is written to meanwhile', async () => {
  const corpus = await temp.open()
  const bytes = 4_000_000
  await corpus.writer.addLogs([buildLog(randomBytes(bytes))])
  const writing = new AbortController()
  const write = async (): Promise<number> => {
    let written = 0
    for (; !writing.signal.aborted; written += 1) {
      await corpus.writer.addLogs([
        buildLog(`log ${written}\n`, { reports: [buildReport(), buildReport({ title: `BUG: in ${written}` })] })
      ])
    }
    return written
  }
  const written = write()
  const backup = valueOf(await makeBackup(temp.file(), now, never))
  writing.abort()
  expect(await written).toBeGreaterThan(0)
  expect(names()).toEqual([basename(backup)])
  const db = new Database(backup, { readonly: true })
  const counts = db.prepare('SELECT (SELECT count(*) FROM log) AS logs, (SELECT count(*) FROM report) AS reports').get()
  const { logs, reports } = counts as { readonly logs: number; readonly reports: number }
  expect([reports, db.pragma('integrity_check', { simple: true })]).toEqual([(logs - 1) * 2, 'ok'])
  expect(db.pragma('journal_mode', { simple: true })).toBe('delete')
  db.close()
})

test('a corpus is copied while it is quiet, and at its end only for so long', async () => {
  const corpus = await temp.open()
  await corpus.writer.addLogs([buildLog(randomBytes(3_000_000))])
  const short = watchBackups(temp.file(), { quiet: 60_000, limit: 0 })
  short.written()
  expect(await short.end(() => undefined)).toMatch(/^it takes too long/)
  expect(names()).toEqual([])
  const quiet = watchBackups(temp.file(), { quiet: 1, limit: 60_000 })
  quiet.written()
  await vi.waitFor(() => expect(names()).toEqual([expect.stringMatching(/^crashes-.*\.oopsdesk$/)]), 20_000)
  expect(await quiet.end(() => undefined)).toBeNull()
})

test('a copy under way does not keep the corpus from being sealed', async () => {
  const opened = await temp.open()
  await opened.writer.addLogs([buildLog(randomBytes(8_000_000))])
  await opened.close()
  const db = openForWriting(temp.file())
  enterWal(db)
  const times = watchBackups(temp.file(), { quiet: 1, limit: 60_000 })
  times.written()
  await vi.waitFor(() => expect(names().length).toBeGreaterThan(0), 20_000)
  expect(await times.end(() => sealAndClose(db))).toBeNull()
  expect(readdirSync(temp.folder).sort()).toEqual(['backups', 'crashes.oopsdesk'])
  expect(names()).toEqual([expect.stringMatching(/^crashes-.*\.oopsdesk$/)])
})

test('a damaged corpus is not copied over a sound one', async () => {
  await use(add('x'.repeat(500_000)))
  const before = names()
  const bytes = readFileSync(temp.file())
  // Every page but the first and the last: some tree is hit.
  bytes.fill(0x5a, 8192, bytes.length - 4096)
  writeFileSync(temp.file(), bytes)
  const made = await makeBackup(temp.file(), now, never)
  expect(made).toMatchObject({ ok: false, failure: expect.stringMatching(/malformed|not sound|corrupt/) })
  expect(names()).toEqual(before)
})

test('where there can be no folder, closing says so and goes on', async () => {
  writeFileSync(backupFolder(temp.file()), 'in the way')
  expect(await use(add('one'))).toEqual(expect.stringMatching(/EEXIST|ENOTDIR/))
  expect(await logsIn(temp.file())).toBe(1)
})

test('a backup is put in the place of the corpus, which is kept', async () => {
  await use(add('one'))
  const [backup = ''] = listBackups(temp.file()).map(({ file }) => file)
  await use(add('two'))
  const kept = valueOf(await restoreBackup(temp.file(), backup, now))
  expect(kept).toBe(join(backupFolder(temp.file()), 'crashes-2026-05-20-replaced.oopsdesk'))
  expect([await logsIn(temp.file()), await logsIn(kept ?? '')]).toEqual([1, 2])
  // And back again, for a restore is no loss.
  const again = valueOf(await restoreBackup(temp.file(), kept ?? '', now))
  expect(basename(again ?? '')).toBe('crashes-2026-05-20-replaced-2.oopsdesk')
  expect(await logsIn(temp.file())).toBe(2)
  expect(readdirSync(temp.folder).sort()).toEqual(['backups', 'crashes.oopsdesk'])
  expect(listBackups(temp.file()).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['daily', 'replaced', 'replaced'])
  )
})

test('a corpus that is gone comes back, and one that is damaged is kept with what lies beside it', async () => {
  await use(add('one'))
  const [backup = ''] = listBackups(temp.file()).map(({ file }) => file)
  rmSync(temp.file())
  expect(valueOf(await restoreBackup(temp.file(), backup, now))).toBeNull()
  expect(await logsIn(temp.file())).toBe(1)

  writeFileSync(temp.file(), Buffer.concat([readFileSync(backup).subarray(0, 200), randomBytes(5000)]))
  writeFileSync(`${temp.file()}-wal`, 'a journal that fits nothing')
  const damaged = readFileSync(temp.file())
  const kept = valueOf(await restoreBackup(temp.file(), backup, now)) ?? ''
  expect(await logsIn(temp.file())).toBe(1)
  expect(readFileSync(kept).length).toBe(damaged.length)
  expect(existsSync(`${temp.file()}-wal`)).toBe(false)
})

test('a corpus that somebody has open, and what is no sound backup, are refused and left alone', async () => {
  await use(add('one'))
  const [backup = ''] = listBackups(temp.file()).map(({ file }) => file)
  const open = await temp.open()
  expect(await restoreBackup(temp.file(), backup, now)).toEqual({
    ok: false,
    failure: { kind: 'corpus-busy', file: temp.file() }
  })
  await open.writer.addLogs([buildLog('two')])
  await open.close()
  expect(await logsIn(temp.file())).toBe(2)

  const letter = temp.file('letter.txt')
  writeFileSync(letter, 'Dear maintainer, '.repeat(100))
  expect(await restoreBackup(temp.file(), letter, now)).toMatchObject({ failure: { kind: 'corpus-foreign' } })
  const cut = temp.file('cut.oopsdesk')
  writeFileSync(cut, readFileSync(backup).subarray(0, statSync(backup).size - 4096))
  expect(await restoreBackup(temp.file(), cut, now)).toMatchObject({ failure: { kind: 'corpus-damaged', file: cut } })
  expect(await restoreBackup(temp.file(), temp.file('gone'), now)).toMatchObject({
    failure: { kind: 'corpus-missing' }
  })
  expect(await logsIn(temp.file())).toBe(2)
})
