import type { Connection } from '../connection.ts'
import { signatureKey, type DecisionRows } from '../decisions.ts'
import type { BucketWriter } from './buckets.ts'
import type { LeadOn } from './lead-on.ts'
import type { UnitSeed, UnitWriter } from './units.ts'

export type SplitWriter = {
  /**
   * Gives each report the unit that decisions ask for: where what was taken out and what was left share a signature, or
   * what is not to be the same, those that were taken are a unit of their own.
   */
  readonly divide: () => void
}

type Held = UnitSeed & { readonly report: number; readonly held: number }

export const createSplitWriter = (
  db: Connection,
  parts: {
    readonly decisions: DecisionRows
    readonly units: UnitWriter
    readonly buckets: BucketWriter
    readonly leadOn: LeadOn
  }
): SplitWriter => {
  const { decisions, units, buckets, leadOn } = parts
  const columns = 'report.number AS report, unit.key, unit.rule, unit.fingerprint, unit.held'
  const held = db.prepare<[string], Held>(
    `SELECT ${columns} FROM report JOIN unit ON unit.number = report.unit WHERE report.id = ?`
  )
  const keysOfList = db.prepare<[string], { readonly id: string; readonly key: string }>(
    `SELECT report.id, unit.key FROM json_each(?) AS named
     CROSS JOIN report ON report.id = named.value JOIN unit ON unit.number = report.unit`
  )
  const divided = db.prepare<[], Held>(
    `SELECT ${columns} FROM unit JOIN report ON report.unit = unit.number WHERE unit.key LIKE '%-%'`
  )
  const hold = db.prepare<[string]>('UPDATE unit SET held = 1 WHERE key = ?')
  const anyParting = db.prepare<[]>(`SELECT 1 FROM decision WHERE what NOT LIKE '{"kind":"same"%' LIMIT 1`)
  const isEmpty = db.prepare<[number]>('SELECT 1 FROM bucket WHERE number = ? AND count = 0')

  /** The keys of the reports that are to be divided from others of their signature. */
  const wantedKeys = (): ReadonlyMap<number, Held> => {
    const wanted = new Map<number, Held>()
    // The newest decision comes first, and counts.
    for (const { decision, what } of decisions.whole()) {
      if (what.kind !== 'split' && what.kind !== 'different') continue
      const out = what.kind === 'split' ? what.taken : what.right
      const left = new Set(keysOfList.all(JSON.stringify(what.left)).map(({ key }) => signatureKey(key)))
      const parted = keysOfList.all(JSON.stringify(out)).filter(({ key }) => left.has(signatureKey(key)))
      for (const one of parted.flatMap(({ id }) => held.all(id))) {
        if (!wanted.has(one.report)) wanted.set(one.report, { ...one, key: `${signatureKey(one.key)}-${decision}` })
      }
    }
    return wanted
  }

  return {
    divide: () => {
      if (anyParting.get() === undefined) return
      const wanted = wantedKeys()
      const together = divided
        .all()
        .filter(({ report }) => !wanted.has(report))
        .map((one): [number, Held] => [one.report, { ...one, key: signatureKey(one.key) }])
      for (const [report, { key, rule, fingerprint, held: isHeld }] of [...wanted, ...together]) {
        const moved = units.rehome(report, { key, rule, fingerprint })
        // What an undo holds is held in parts too.
        if (moved && isHeld === 1) hold.run(key)
        if (!moved || moved.from === moved.to) continue
        if (isEmpty.get(moved.from) === undefined) buckets.refresh(moved.from)
        else leadOn(moved.from, moved.to)
        buckets.refresh(moved.to)
      }
    }
  }
}
