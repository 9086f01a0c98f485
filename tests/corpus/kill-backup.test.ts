import Database from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backupFolder } from '../../src/main/corpus/embedded/backup-files.ts'
import { makeBackup } from '../../src/main/corpus/embedded/backups.ts'
import { buildLog } from '../builders/new-log.ts'
import { tempCorpora, valueOf, type TempCorpora } from '../builders/temp-corpus.ts'
import { runChild } from './run-child.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(() => temp.end())

const parts = (names: readonly string[]): readonly string[] => names.filter((name) => name.includes('.part'))

test('after a kill at any moment of a backup what has its name is whole, and the next one clears the rest away', async () => {
  const file = temp.file()
  const corpus = await temp.open(file)
  await corpus.writer.addLogs([buildLog(randomBytes(20_000_000))])
  await corpus.close()
  let halves = 0
  // How long a turn is depends on what else the machine does: it goes on until a kill came in the middle of a backup.
  for (const [round, turns] of [
    0,
    10,
    100,
    400,
    1000,
    3000,
    ...Array.from({ length: 30 }, (_, at) => at * 40)
  ].entries()) {
    if (round >= 6 && halves > 0) break
    const child = runChild('backup', file)
    await child.next()
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
    await child.kill()
    const names = readdirSync(backupFolder(file))
    halves += parts(names).length
    const whole = names.filter((name) => !name.includes('.part'))
    expect(whole.length).toBeGreaterThan(0)
    for (const name of whole) {
      const db = new Database(join(backupFolder(file), name), { readonly: true })
      expect([name, db.pragma('quick_check', { simple: true })]).toEqual([name, 'ok'])
      expect(db.prepare('SELECT count(*) FROM log').pluck().get()).toBe(1)
      db.close()
    }
    valueOf(await makeBackup(file, Date.now(), new AbortController().signal))
    expect(parts(readdirSync(backupFolder(file)))).toEqual([])
  }
  expect(halves).toBeGreaterThan(0)
  const again = await temp.open(file, false)
  expect(await again.reader.describe()).toMatchObject({ logs: 1 })
}, 120_000)
