import { randomBytes } from 'node:crypto'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { openForWriting } from './connection.ts'
import { writeMethods } from './write/serve-writes.ts'

/** Adds logs to the corpus that it is given until one is refused, and says how many went before and why. */
const [, , file = ''] = process.argv
const db = openForWriting(file)
db.pragma('journal_mode = WAL')
const { addLogs } = writeMethods(db, file)
for (let added = 0; added < 1000; added += 1) {
  const { ok, ...answer } = addLogs([buildLog(randomBytes(64 * 1024).toString('base64'))])
  if (ok) continue
  console.log(JSON.stringify({ added, ...answer }))
  break
}
