import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { importIdSchema } from '../../../shared/model/ids.ts'
import { openForWriting } from './connection.ts'
import { writeMethods } from './write/serve-writes.ts'

/** Writes to the corpus that it is given until it is refused, and says how many writes went before and why. */
const [, , file = ''] = process.argv
const db = openForWriting(file)
db.pragma('journal_mode = WAL')
const { startImport, addSkipped } = writeMethods(db, file)
const id = importIdSchema.parse('limited')
startImport(id, [], 1)
for (let written = 0; written < 1000; written += 1) {
  const text = randomBytes(64 * 1024).toString('base64')
  const answer = addSkipped(id, [{ file: `${written}`, reason: 'binary', text }])
  if (answer.ok) continue
  writeSync(1, JSON.stringify({ written, failure: answer.failure }))
  break
}
