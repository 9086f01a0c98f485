import { copyFileSync, existsSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bucketQuerySchema } from '../../src/shared/model/bucket.ts'
import { alikeLogs } from '../builders/alike-logs.ts'
import { tempCorpora, valueOf, type TempCorpora } from '../builders/temp-corpus.ts'
import { runChild, type Child } from './run-child.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(() => temp.end())

const page = { offset: 0, limit: 1000 }

/** Waits for `count` lines, then the rest of the way by turns of the event loop, and kills. */
const killAfter = async (child: Child, count: number, turns: number): Promise<number> => {
  let said = 0
  while (said < count && (await child.next())) said += 1
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
  await child.kill()
  while (await child.next()) said += 1
  return said
}

test('after a kill at any moment of an import every batch is there whole or not at all', async () => {
  for (const [moment, turns] of [0, 3, 20, 60, 150, 400, 900, 2000, 4000, 8000].entries()) {
    const file = temp.file(`killed-${moment}.oopsdesk`)
    const acknowledged = await killAfter(runChild('import', file), 1 + moment, turns)
    const corpus = await temp.open(file, false)
    const { logs, reports } = await corpus.reader.describe()
    expect([logs % 10, reports]).toEqual([0, logs * 2])
    expect(logs / 10).toBeGreaterThanOrEqual(acknowledged)
    const { rows } = await corpus.reader.buckets(bucketQuerySchema.parse({ sort: 'title' }), page)
    const batches = rows.filter(({ title }) => title.startsWith('BUG: in batch'))
    expect(batches.map(({ count, files }) => [count, files])).toEqual(batches.map(() => [10, 10]))
    expect(batches).toHaveLength(logs / 10)
    await corpus.close()
    const db = new Database(file, { readonly: true })
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    db.close()
  }
}, 60_000)

/** A copy: what a killed process left must be recovered before it can be read, and that is the next opener's work. */
const openCopy = (file: string): Database.Database => {
  const copy = `${file}.copy`
  for (const end of ['', '-wal']) {
    if (existsSync(`${file}${end}`)) copyFileSync(`${file}${end}`, `${copy}${end}`)
    else rmSync(`${copy}${end}`, { force: true })
  }
  return new Database(copy)
}

/** The reports of each bucket, and how many units wait to be settled. */
const bucketsIn = (file: string): { readonly partition: readonly string[]; readonly unsettled: unknown } => {
  const db = openCopy(file)
  const partition = db
    .prepare<[], string>("SELECT group_concat(id, ' ' ORDER BY id) AS ids FROM report GROUP BY bucket ORDER BY ids")
    .pluck()
    .all()
  const unsettled = db.prepare('SELECT count(*) FROM unit WHERE settled = 0').pluck().get()
  db.close()
  return { partition, unsettled }
}

test('after a kill while buckets are settled, the next import settles what is left, with the same buckets', async () => {
  const whole = temp.file('whole.oopsdesk')
  const child = runChild('settle', whole)
  await child.next()
  const begun = performance.now()
  await child.next()
  const settling = performance.now() - begun
  await child.next()
  const expected = bucketsIn(whole)
  expect(expected.unsettled).toBe(0)

  const left: unknown[] = []
  // Four moments, and more while all of them came before or after the settling.
  for (let part = 0; left.length < 4 || (new Set(left).size < 2 && left.length < 16); part = (part + 0.3) % 1.1) {
    const file = temp.file(`settling-${left.length}.oopsdesk`)
    const killed = runChild('settle', file)
    await killed.next()
    await new Promise((resolve) => setTimeout(resolve, part * settling))
    await killed.kill()
    left.push(bucketsIn(file).unsettled)
    const corpus = await temp.open(file, false)
    const [known] = alikeLogs(1)
    // As an import of what is there already does it.
    if (known) valueOf((await corpus.writer?.addLogs([known])) ?? { ok: false, failure: 'read only' })
    await corpus.writer?.settle()
    await corpus.close()
    expect(bucketsIn(file)).toEqual(expected)
  }
  // Some were killed before anything was settled, some on the way.
  expect(new Set(left).size).toBeGreaterThan(1)
}, 120_000)

test('what a killed import left of a large log is removed at the next open', async () => {
  const file = temp.file()
  await killAfter(runChild('large', file), 3, 0)
  const chunks = (): unknown => {
    const db = openCopy(file)
    const count = db.prepare('SELECT count(*) FROM chunk').pluck().get()
    db.close()
    return count
  }
  expect(chunks()).toBeGreaterThanOrEqual(3)
  const corpus = await temp.open(file, false)
  expect(await corpus.reader.describe()).toMatchObject({ logs: 0 })
  expect(chunks()).toBe(0)
})

test('a large log that another process is still storing is left alone', async () => {
  const file = temp.file()
  const child = runChild('large', file)
  await child.next()
  const corpus = await temp.open(file, false)
  // It would end at the first chunk that is refused.
  for (let chunk = 0; chunk < 200; chunk += 1) expect(await child.next()).not.toBeNull()
  await child.kill()
  expect(await corpus.reader.describe()).toMatchObject({ logs: 0 })
})

test('a note that was acknowledged outlives a kill', async () => {
  for (const turns of [0, 100, 1000]) {
    const file = temp.file(`noted-${turns}.oopsdesk`)
    const saves = await killAfter(runChild('note', file), 5, turns)
    const corpus = await temp.open(file, false)
    const [bucket] = await corpus.reader.notedBuckets()
    const [note] = (bucket && (await corpus.reader.notes({ kind: 'bucket', bucket }))) ?? []
    const history = note && (await corpus.reader.noteHistory(note.note, { offset: 0, limit: 1 }))
    expect(history?.total).toBeGreaterThanOrEqual(saves)
    expect(note?.texts.map(({ text }) => text)).toEqual([`text ${(history?.total ?? 0) - 1}`])
    await corpus.close()
  }
})
