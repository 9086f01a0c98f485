import Database from 'better-sqlite3'
import { copyFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildLog } from '../builders/new-log.ts'
import { buildReport } from '../builders/report.ts'
import { tempCorpora, valueOf, type TempCorpora } from '../builders/temp-corpus.ts'
import { actFaults, storedActs } from './act-faults.ts'
import { randomOf } from './log-mutations.ts'
import type { ActSaid } from './random-acts.ts'
import { runChild, type Child } from './run-child.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(() => temp.end())

/** `OOPSDESK_KILLS=100` is the whole of it, some minutes. */
const kills = Number(process.env['OOPSDESK_KILLS'] ?? 8)
/** Kills of one corpus before the next, so that a corpus that was killed is gone on with. */
const killsEach = 4

const bugs = ['alpha', 'beta', 'gamma', 'delta', 'epsilon']

/** Three reports of each bug, two of them alike. */
const makeCorpus = async (file: string): Promise<void> => {
  const corpus = await temp.open(file)
  const logs = bugs.flatMap((bug) =>
    ['one', 'one', 'two'].map((tail, index) =>
      buildLog(`${bug} ${index}\n`, {
        reports: [
          buildReport({
            title: `BUG: in ${bug}_oops`,
            frames: ['oops', 'step', 'walk', 'flush', 'apply', 'commit', tail].map((part) => `${bug}_${part}`),
            kernel: `6.1${index}.0`
          })
        ]
      })
    )
  )
  valueOf(await corpus.writer.addLogs(logs))
  valueOf(await corpus.writer.settle())
  await corpus.close()
}

const isDoing = (said: ActSaid): said is Extract<ActSaid, { doing: string }> => 'doing' in said

/** Lets it say some lines, waits a little more, kills it, and answers all that it said. */
const killAfter = async (child: Child, lines: number, turns: number): Promise<readonly ActSaid[]> => {
  const said: ActSaid[] = []
  const listen = async (): Promise<boolean> => {
    const line = await child.next()
    if (line) said.push(line as ActSaid)
    return line !== null
  }
  for (let line = 0; line < lines; line += 1) if (!(await listen())) throw new Error('it ended before it was killed')
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
  await child.kill()
  while (await listen());
  return said
}

test(
  'whenever it is killed while notes are typed and acts are made, every acknowledged act is there once and whole',
  async () => {
    const base = temp.file('base.oopsdesk')
    await makeCorpus(base)
    let made = 0
    let unfinished = 0
    for (let kill = 0; kill < kills; kill += 1) {
      const random = randomOf(kill)
      const file = temp.file(`killed-${Math.floor(kill / killsEach)}.oopsdesk`)
      if (kill % killsEach === 0) copyFileSync(base, file)
      const before = storedActs(file)
      const child = runChild('act', file, { seed: kill })
      const said = await killAfter(child, 1 + Math.floor(random() * 160), Math.floor(random() ** 3 * 5000))

      const corpus = await temp.open(file, false)
      // What stands is settled already: nothing was left half way.
      expect(valueOf(await corpus.writer.settle())).toEqual({ moved: 0 })
      await corpus.close()
      expect([kill, actFaults(file)]).toEqual([kill, []])

      const acts = storedActs(file)
      expect(acts.slice(0, before.length).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
      const added = acts.slice(before.length)
      let at = 0
      for (const line of said) {
        if (isDoing(line)) continue
        const own = added.slice(at, at + line.kinds.length)
        expect([kill, line, own.map((row) => row.kind)]).toEqual([kill, line, line.kinds])
        for (const row of own) {
          if (line.kinds[0] === 'note') expect([row.id, row.words]).toEqual([line.id, line.text])
          if (line.kinds[0] === 'annotation') expect([row.thing, row.words]).toEqual([line.id, line.text])
          if (line.kinds[0] === 'decision') expect(row.thing).toBe(line.id)
          if (line.kinds[0] === 'triage') expect(row.gesture).toBe(line.id)
          if (row.act.deed.kind !== 'undo' && row.act.deed.kind !== 'redo') continue
          const turned = new Set<string>(row.act.deed.acts)
          const gestures = acts.filter(({ id }) => turned.has(id)).map(({ gesture }) => gesture)
          expect(new Set(gestures)).toEqual(new Set([line.id]))
        }
        at += line.kinds.length
        made += own.length
      }
      // At most what it was about to acknowledge, and that whole.
      const last = said.at(-1)
      const rest = added.slice(at)
      if (rest.length > 0) {
        unfinished += 1
        if (!last || !isDoing(last)) throw new Error(`${rest.length} acts were never said to be made`)
        if (last.acts >= 0) expect([last.doing, rest.length]).toEqual([last.doing, last.acts])
        expect(new Set(rest.map(({ gesture, kind }) => `${kind} ${gesture}`)).size).toBe(1)
      }
    }
    process.stdout.write(`${kills} kills, ${made} acknowledged acts, ${unfinished} stored but not yet acknowledged\n`)
  },
  60_000 + kills * 10_000
)

test('what does not follow from the acts is found', async () => {
  const file = temp.file()
  await makeCorpus(file)
  const child = runChild('act', file, { seed: 1 })
  await killAfter(child, 100, 0)
  await (await temp.open(file, false)).close()
  expect(actFaults(file)).toEqual([])
  const spoil = (sql: string): readonly string[] => {
    const copy = temp.file('spoilt.oopsdesk')
    copyFileSync(file, copy)
    const db = new Database(copy)
    expect(db.prepare(sql).run().changes).toBeGreaterThan(0)
    db.close()
    return actFaults(copy)
  }
  for (const sql of [
    `UPDATE act SET head = 1 - head WHERE number = (SELECT max(number) FROM act WHERE kind = 'note')`,
    `UPDATE act SET undone = 1 - undone WHERE number = (SELECT max(number) FROM act WHERE kind = 'triage')`,
    `UPDATE bucket_triage SET tags = '["other"]' WHERE bucket = (SELECT min(bucket) FROM bucket_triage)`,
    `UPDATE bucket_triage SET has_note = 1 - has_note WHERE bucket = (SELECT min(bucket) FROM bucket_triage)`,
    `DELETE FROM bucket_triage WHERE bucket = (SELECT min(bucket) FROM bucket_triage)`,
    `UPDATE decision SET undone = CASE WHEN undone IS NULL THEN 1 END WHERE number = (SELECT min(number) FROM decision)`,
    `UPDATE subject SET bucket = NULL WHERE number = (SELECT min(number) FROM subject)`
  ]) {
    expect([sql, spoil(sql)]).not.toEqual([sql, []])
  }
})
