import { hostname } from 'node:os'
import type { Connection } from '../connection.ts'
import { processRuns } from '../process-runs.ts'
import { inTransaction } from './commit.ts'

/** A large log of another machine, or of a process whose number was given again, that grew by nothing for so long. */
const abandonedAfter = 60 * 60 * 1000

type Unfinished = {
  readonly number: number
  readonly host: string
  readonly process: number
  readonly touched: number
}

const abandoned = (log: Unfinished, now: number): boolean =>
  (log.host === hostname() && !processRuns(log.process)) || now - log.touched > abandonedAfter

/** Removes the chunks of large logs whose import was killed. */
export const dropLeftovers = (db: Connection, now: number = Date.now()): void => {
  const unfinished = db.prepare<[], Unfinished>('SELECT * FROM unfinished_log').all()
  const leftovers = unfinished.filter((log) => abandoned(log, now))
  if (leftovers.length === 0) return
  inTransaction(db, () => {
    for (const { number } of leftovers) {
      const { changes } = db.prepare<[number]>('DELETE FROM unfinished_log WHERE number = ?').run(number)
      if (changes > 0) db.prepare<[number]>('DELETE FROM chunk WHERE log = ?').run(number)
    }
  })
}
