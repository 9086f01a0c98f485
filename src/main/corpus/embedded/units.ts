import type { ClusterRule, SimilarityIndex } from '../../cluster/rule.ts'
import type { Connection } from './connection.ts'
import { createPackedCrashes, type CrashRow } from './packed-crashes.ts'
import type { Terms } from './terms.ts'

/** Every unit of the corpus in memory, to be found by likeness. */
export type Units = {
  readonly index: SimilarityIndex
  /** Brings the index to what the corpus holds now; costs next to nothing while that did not change. */
  readonly refresh: () => void
  /** Takes one row anew, which this connection has written. */
  readonly reload: (unit: number) => void
  /** Takes a row that this connection is about to write. */
  readonly put: (row: CrashRow) => void
  readonly drop: (unit: number) => void
  /** Units that are in the index since this was last asked, but for those that were there with other days. */
  readonly takeNew: () => ReadonlySet<number>
  /** To be called when what this connection wrote is committed: none of it need be loaded. */
  readonly committed: () => void
  /** Forgets all, for a transaction was rolled back. */
  readonly forget: () => void
}

const columns = 'number, fingerprint, first_day, last_day, first_kernel, last_kernel'

export const createUnits = (db: Connection, rule: ClusterRule, terms: Terms): Units => {
  const empty = () => {
    const crashes = createPackedCrashes(terms.text)
    return { crashes, index: rule.createIndex(crashes.get) }
  }
  let { crashes, index } = empty()
  let loaded = -1
  let came = new Set<number>()
  const one = db.prepare<[number], CrashRow>(`SELECT ${columns} FROM unit WHERE number = ?`)
  const changed = db.prepare<[number], CrashRow>(`SELECT ${columns} FROM unit WHERE changed > ?`)
  const numbers = db.prepare<[], number>('SELECT number FROM unit').pluck()
  const count = db.prepare<[], number>('SELECT count(*) FROM unit').pluck()
  const changes = db.prepare<[], number>('SELECT changes FROM meta').pluck()

  const drop = (unit: number): void => {
    index.remove(unit)
    crashes.drop(unit)
    came.delete(unit)
  }
  const put = (row: CrashRow): void => {
    const { number } = row
    const isSame = crashes.holds(number, row.fingerprint)
    if (!isSame) {
      index.remove(number)
      came.add(number)
    }
    crashes.set(row)
    if (isSame) return index.redate(number)
    const crash = crashes.get(number)
    if (crash) index.put(number, crash)
  }
  const dropGone = (): void => {
    if (count.get() === index.size()) return
    const present = new Set(numbers.all())
    for (const unit of index.numbers()) if (!present.has(unit)) drop(unit)
  }
  // In one transaction, so that rows and the count of changes are of one moment.
  const load = db.transaction((): void => {
    const now = changes.get() ?? 0
    for (const row of changed.iterate(loaded)) put(row)
    dropGone()
    loaded = now
  })

  return {
    get index() {
      return index
    },
    refresh: () => {
      if (changes.get() !== loaded) load()
    },
    reload: (unit) => {
      const row = one.get(unit)
      if (row) put(row)
      else drop(unit)
    },
    put,
    drop,
    takeNew: () => {
      const taken = came
      came = new Set()
      return taken
    },
    committed: () => {
      // Where another process has changed something between, all that is newer is loaded again.
      if (changes.get() === loaded + 1) loaded += 1
    },
    forget: () => {
      ;({ crashes, index } = empty())
      came = new Set()
      loaded = -1
    }
  }
}
