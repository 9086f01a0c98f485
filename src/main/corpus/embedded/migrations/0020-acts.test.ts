import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { makeTempFolder, valueOf } from '../../../../../tests/builders/temp-corpus.ts'
import { by } from '../../../../../tests/builders/notes.ts'
import { bucketQuerySchema } from '../../../../shared/model/bucket.ts'
import { bucketIdSchema } from '../../../../shared/model/ids.ts'
import { openForWriting, sealAndClose, type Connection } from '../connection.ts'
import { createCorpusFile } from '../create.ts'
import { prepareCorpus } from '../prepare.ts'
import { readMethods } from '../read/serve-reads.ts'
import { writeMethods } from '../write/serve-writes.ts'
import { firstSchema } from './0010-first-schema.ts'
import { migrations } from './index.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bucketOf = (letter: string) => bucketIdSchema.parse(letter.repeat(12))
const reportOf = (letter: string): string => `${letter.repeat(16)}-0`
const day = 86_400_000
const start = Date.UTC(2026, 0, 1)

/** What a corpus of the first schema holds, in days since it was begun. */
type Old = {
  /** Buckets with a report each; one that went into another lends it its report. */
  readonly buckets: Readonly<Record<string, string | null>>
  readonly notes?: readonly (readonly [bucket: string, day: number, text: string])[]
  readonly merged?: readonly (readonly [from: string, into: string, block: string])[]
  readonly decisions?: readonly {
    readonly made: number
    readonly what: object
    readonly undone?: number
  }[]
}

const fill = (db: Connection, { buckets, notes = [], merged = [], decisions = [] }: Old): void => {
  const numbers = new Map<string, number>()
  for (const [letter, into] of Object.entries(buckets)) {
    if (into !== null) {
      db.prepare('INSERT INTO bucket_alias (id, went_into) VALUES (?, ?)').run(bucketOf(letter), bucketOf(into))
      continue
    }
    const { lastInsertRowid } = db
      .prepare(`INSERT INTO bucket (id, opened, title, kind, callers, count, files, first_seen, last_seen, noted)
        VALUES (?, 0, ?, 'bug', '[]', 1, 1, 0, 0, ?)`)
      .run(bucketOf(letter), `BUG: ${letter}`, notes.some(([of]) => of === letter) ? 1 : 0)
    numbers.set(letter, Number(lastInsertRowid))
  }
  for (const [place, [letter, into]] of Object.entries(buckets).entries()) {
    const number = place + 1
    const bucket = numbers.get(into ?? letter)
    db.prepare(`INSERT INTO log (number, sha256, size, line_count, reports, parser, seen, imported)
      VALUES (?, ?, 1, 1, 1, 1, 0, ?)`).run(number, Buffer.from(letter.repeat(64), 'hex'), start)
    db.prepare(`INSERT INTO unit (number, key, rule, fingerprint, bucket, count, held, settled, changed)
      VALUES (?, ?, 1, x'', ?, 1, 0, 1, 0)`).run(number, `unit ${letter}`, bucket)
    db.prepare(`INSERT INTO report (number, id, log, position, bucket, unit, title, kind, type, callers, arch, corrupted,
        start_byte, end_byte, start_line, end_line, seen, seen_from, seen_assumes)
      VALUES (?, ?, ?, 0, ?, ?, ?, 'bug', 'BUG', '[]', 'x86_64', 0, 0, 1, 1, 1, 0, 'file', '[]')`).run(
      number,
      reportOf(letter),
      number,
      bucket,
      number,
      `BUG: ${letter}`
    )
  }
  const revisions = new Map<string, number>()
  for (const [letter, at, text] of notes) {
    const revision = (revisions.get(letter) ?? 0) + 1
    revisions.set(letter, revision)
    const saved = start + at * day
    db.prepare('INSERT OR REPLACE INTO note (bucket, text, revision, saved) VALUES (?, ?, ?, ?)').run(
      bucketOf(letter),
      text,
      revision,
      saved
    )
    db.prepare('INSERT INTO note_history (bucket, revision, text, saved) VALUES (?, ?, ?, ?)').run(
      bucketOf(letter),
      revision,
      zstdCompressSync(text),
      saved
    )
  }
  for (const [from, into, block] of merged) {
    db.prepare('INSERT INTO merged_note (from_bucket, into_bucket, block) VALUES (?, ?, ?)').run(
      bucketOf(from),
      bucketOf(into),
      block
    )
  }
  for (const [place, { made, what, undone }] of decisions.entries()) {
    db.prepare('INSERT INTO decision (id, made, what, text, before, undone) VALUES (?, ?, ?, ?, ?, ?)').run(
      `decision ${place}`,
      start + made * day,
      JSON.stringify(what),
      `decision ${place}`,
      JSON.stringify(Object.fromEntries(Object.keys(buckets).map((letter) => [`unit ${letter}`, bucketOf(letter)]))),
      undone === undefined ? null : start + undone * day
    )
  }
}

/** A corpus of the first schema, opened as this version opens it. */
const upgraded = async (old: Old) => {
  const file = join(folder, `${randomUUID()}.oopsdesk`)
  createCorpusFile(file, [firstSchema])
  const before = openForWriting(file)
  fill(before, old)
  sealAndClose(before)
  const { db } = valueOf(await prepareCorpus({ file, create: false }, migrations))
  if (!db) throw new Error('the corpus is read-only')
  const read = readMethods(db, file, false)
  const textsOf = (letter: string) =>
    read
      .notes({ kind: 'bucket', bucket: bucketOf(letter) })
      ?.map(({ texts }) => texts.map(({ text }) => text).join(' | '))
      .toSorted()
  const idsOf = () => db.prepare<[], string>('SELECT id FROM act ORDER BY time, id').pluck().all()
  return { db, read, write: writeMethods(db, file), textsOf, idsOf }
}

const same = (...letters: readonly string[]) => ({ kind: 'same', reports: letters.map(reportOf) })
const from = (letter: string): string => `From the bucket "BUG: ${letter}" (${bucketOf(letter)}):\n\n`
const line = '\n\n---\n\n'

test('notes, decisions and undos of an old corpus keep their time and order', async () => {
  const { db, read, write } = await upgraded({
    buckets: { a: null, b: null },
    notes: [
      ['a', 280, 'in autumn'],
      ['b', 1.5, 'in between']
    ],
    decisions: [
      { made: 0, what: same('a', 'b'), undone: 1 },
      { made: 2, what: { kind: 'duplicate', bucket: bucketOf('a'), of: bucketOf('b') } }
    ]
  })
  const days = db
    .prepare<[], { readonly kind: string; readonly time: number }>('SELECT kind, time FROM act ORDER BY number')
    .all()
    .map(({ kind, time }) => [kind, (time - start) / day])
  expect(days).toEqual([
    ['decision', 0],
    ['undo', 1],
    ['note', 1.5],
    ['decision', 2],
    ['note', 280]
  ])
  expect(read.activity(null, { offset: 0, limit: 9 })).toMatchObject({ undo: { kind: 'note' }, redo: null })
  valueOf(write.undoGesture(null, by(start)))
  expect(valueOf(write.undoGesture(null, by(start)))).toMatchObject({ kind: 'decision' })
  db.close()
})

test('an old mark as a duplicate is shown when the corpus is opened', async () => {
  const { db, read } = await upgraded({
    buckets: { a: null, b: null },
    decisions: [{ made: 2, what: { kind: 'duplicate', bucket: bucketOf('a'), of: bucketOf('b') } }]
  })
  const { rows } = read.buckets(bucketQuerySchema.parse({}), { offset: 0, limit: 9 })
  expect(new Map(rows.map(({ bucket, duplicateOf }) => [bucket, duplicateOf]))).toEqual(
    new Map([
      [bucketOf('a'), bucketOf('b')],
      [bucketOf('b'), null]
    ])
  )
  db.close()
})

test('a note that a merge carried stands once, and what was typed since stays', async () => {
  const [ofB, ofC] = [`${from('b')}note of b`, `${from('c')}note of c${line}${from('b')}note of b`]
  const { db, textsOf, write } = await upgraded({
    buckets: { a: null, b: 'a', d: null, e: 'd', f: null, 9: 'f' },
    notes: [
      ['b', 1, 'note of b'],
      ['a', 2, 'note of a'],
      ['a', 3, `note of a${line}${ofB}`],
      ['e', 1, 'note of e'],
      ['d', 2, `${from('e')}note of e`],
      ['d', 3, `above${line}${from('e')}note of e${line}below`],
      ['9', 1, 'note of 9'],
      ['f', 2, `${from('9')}note of 9, changed`]
    ],
    merged: [
      ['b', 'a', ofB],
      ['e', 'd', `${from('e')}note of e`],
      ['9', 'f', `${from('9')}note of 9`],
      ['c', 'a', ofC]
    ]
  })
  expect(textsOf('a')).toEqual(['note of a', 'note of b'])
  expect(textsOf('d')).toEqual([`above${line}below`, 'note of e'])
  expect(textsOf('f')).toEqual([`${from('9')}note of 9, changed`, 'note of 9'])
  // What a merge wrote is no gesture to take back, and taking it out is none either.
  valueOf(write.undoGesture(null, by(start + 9 * day)))
  expect(textsOf('d')).toEqual([`${from('e')}note of e`, 'note of e'])
  expect(textsOf('a')).toEqual(['note of a', 'note of b'])
  db.close()
})

test('blocks within blocks go too, and a note that only a merge wrote is none', async () => {
  const ofB = `${from('b')}note of b`
  const ofA = `${from('a')}${ofB}`
  const { db, textsOf } = await upgraded({
    buckets: { c: null, a: 'c', b: 'c' },
    notes: [
      ['b', 1, 'note of b'],
      ['a', 2, ofB],
      ['c', 3, 'note of c'],
      ['c', 4, `note of c${line}${ofA}`]
    ],
    merged: [
      ['b', 'a', ofB],
      ['a', 'c', ofA]
    ]
  })
  expect(textsOf('c')).toEqual(['note of b', 'note of c'])
  db.close()
})

test('copies that are upgraded apart share the acts that are the same, and no others', async () => {
  const old = {
    buckets: { a: null, b: 'a' },
    notes: [['a', 5, 'note of a']],
    decisions: [{ made: 4, what: same('a', 'b') }]
  } as const satisfies Old
  const grown = { ...old, buckets: { ...old.buckets, c: null } }
  const other = { ...old, notes: [['a', 5, 'another note of a']] } as const satisfies Old
  const [one, two, three] = [await upgraded(old), await upgraded(grown), await upgraded(other)]
  const [first, second] = one.idsOf()
  expect(two.idsOf()).toEqual([first, second])
  const [decision, note] = three.idsOf()
  expect(decision).toBe(first)
  expect(note).not.toBe(second)
  for (const { db } of [one, two, three]) db.close()
})
