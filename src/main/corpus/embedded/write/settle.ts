import type { BucketId } from '../../../../shared/model/ids.ts'
import { groupsOfMany, type Likeness } from '../../../cluster/many-units.ts'
import type { ClusterRule } from '../../../cluster/rule.ts'
import { createBonds, type Bonds } from '../bonds.ts'
import type { Connection } from '../connection.ts'
import type { DecisionRows } from '../decisions.ts'
import type { Units } from '../units.ts'
import type { BucketWriter } from './buckets.ts'
import { identitiesOf, type NewGroup, type OldBucket } from './identity.ts'
import type { LeadOn } from './lead-on.ts'
import type { SplitWriter } from './splits.ts'

export type Settler = {
  /**
   * Puts every unit that is not settled, and what it is connected with, where it belongs. The result is what grouping
   * the whole corpus at once would give: groups never reach beyond what is connected. Answers the reports that moved.
   * With `milliseconds` it begins nothing new after so long, and leaves the rest as it is.
   */
  readonly settle: (now: number, milliseconds?: number) => number
}

type UnitRow = {
  readonly number: number
  readonly key: string
  readonly bucket: number
  readonly count: number
  /** Left where it is: it was grouped by an older rule, or an undo put it there. */
  readonly fixed: number
}

const leastKey = (units: readonly UnitRow[]): string =>
  units.reduce((least, { key }) => (least === '' || key < least ? key : least), '')

const countsByBucket = (units: readonly UnitRow[]): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>()
  for (const { bucket, count } of units) counts.set(bucket, (counts.get(bucket) ?? 0) + count)
  return counts
}

export const createSettler = (
  db: Connection,
  rule: ClusterRule,
  parts: {
    readonly units: Units
    readonly buckets: BucketWriter
    readonly decisions: DecisionRows
    readonly leadOn: LeadOn
    readonly splits: SplitWriter
  }
): Settler => {
  const { units, buckets, decisions, leadOn, splits } = parts
  const columns = `number, key, bucket, count, (rule <> ${rule.version} OR held = 1) AS fixed`
  const unsettled = db.prepare<[], { readonly number: number }>('SELECT number FROM unit WHERE settled = 0')
  const one = db.prepare<[number], UnitRow>(`SELECT ${columns} FROM unit WHERE number = ?`)
  const byKey = db.prepare<[string], UnitRow>(`SELECT ${columns} FROM unit WHERE key = ?`)
  const inBucket = db.prepare<[number], UnitRow>(`SELECT ${columns} FROM unit WHERE bucket = ?`)
  const bucketRow = db.prepare<[number], { readonly id: BucketId; readonly opened: number; readonly noted: number }>(
    'SELECT id, opened, noted FROM bucket WHERE number = ?'
  )
  const unsettle = db.prepare<[number]>('UPDATE unit SET settled = 0 WHERE number = ? AND settled = 1')
  const setSettled = db.prepare<[number]>('UPDATE unit SET settled = 1 WHERE number = ? AND settled = 0')

  const rowOf = (bucket: number) => {
    const found = bucketRow.get(bucket)
    if (!found) throw new Error(`there is no bucket ${bucket}`)
    return found
  }

  /** All that can come together with a unit, or is together with it now. */
  const connectedWith = (start: UnitRow, bonds: Bonds): readonly UnitRow[] => {
    const found = new Map<number, UnitRow>([[start.number, start]])
    const buckets = new Set<number>()
    const keys = new Set([start.key])
    const classes = new Set<ReadonlySet<string>>()
    const waiting = [start]
    const reach = (unit: UnitRow | undefined): void => {
      if (!unit || found.has(unit.number)) return
      found.set(unit.number, unit)
      keys.add(unit.key)
      waiting.push(unit)
    }
    for (let unit = waiting.pop(); unit; unit = waiting.pop()) {
      for (const { unit: other } of units.index.neighbours(unit.number)) {
        if (!found.has(other)) reach(one.get(other))
      }
      // All units of a class are bound with the same ones: they are reached from the first.
      const bound = bonds.boundWith(unit.key)
      if (bound.size > 1 && !classes.has(bound)) {
        classes.add(bound)
        for (const key of bound) if (!keys.has(key)) reach(byKey.get(key))
      }
      if (buckets.has(unit.bucket)) continue
      buckets.add(unit.bucket)
      for (const other of inBucket.iterate(unit.bucket)) reach(other)
    }
    return [...found.values()]
  }

  const likenessOf = (all: readonly UnitRow[]): Likeness => {
    const byNumber = new Map(all.map((unit) => [unit.number, unit.key]))
    const numbers = new Map(all.map((unit) => [unit.key, unit.number]))
    const keyOf = (number: number): string => byNumber.get(number) ?? ''
    const numbersOf = (keys: readonly string[]): readonly number[] => keys.flatMap((key) => numbers.get(key) ?? [])
    return {
      near: (key) => numbersOf([key]).flatMap((unit) => units.index.neighbours(unit).map((other) => keyOf(other.unit))),
      scores: (some, others) =>
        units.index
          .between(numbersOf(some), numbersOf(others))
          .map(({ a, b, score }) => ({ a: keyOf(a), b: keyOf(b), score }))
    }
  }

  /** Buckets of fixed units stay as they are, but for what a person decides on them. */
  const bindFixed = (all: readonly UnitRow[], bonds: Bonds): void => {
    const fixed = Map.groupBy(
      all.filter((unit) => unit.fixed === 1),
      ({ bucket }) => bucket
    )
    const groups = [...fixed.values()].map((group) => group.map(({ key }) => key))
    for (const group of groups) bonds.add({ kind: 'same', units: group })
    for (const [place, left] of groups.entries()) {
      const right = groups.slice(place + 1).flat()
      if (right.length > 0) bonds.add({ kind: 'different', left, right })
    }
  }

  const assign = (connected: readonly UnitRow[], bonds: Bonds): number => {
    const rows = new Map(connected.map((unit) => [unit.key, unit]))
    const keys = [...rows.keys()]
    const groups = groupsOfMany(keys, likenessOf(connected), bonds.links(keys), rule).map((group) =>
      group.flatMap((key) => rows.get(key) ?? [])
    )
    const decided = new Set(connected.filter(({ key }) => bonds.binds(key)).map(({ bucket }) => bucket))
    const old = [...new Set(connected.map(({ bucket }) => bucket))].map((number): OldBucket => {
      const { id, opened, noted } = rowOf(number)
      return { number, id, opened, marked: noted === 1 || decided.has(number) }
    })
    const newGroups = groups.map((group): NewGroup => ({ key: leastKey(group), from: countsByBucket(group) }))
    const { survivors, heirs } = identitiesOf(old, newGroups)
    const targets = survivors.map((bucket, place) => bucket ?? buckets.open({ key: newGroups[place]?.key ?? '' }))

    const touched = new Set<number>()
    let moved = 0
    for (const [place, group] of groups.entries()) {
      const to = targets[place]
      if (to === undefined) continue
      for (const unit of group) {
        if (unit.bucket === to) continue
        buckets.move(unit.number, unit.bucket, to)
        touched.add(unit.bucket).add(to)
        moved += unit.count
      }
    }
    const staying = new Set(targets)
    for (const { number } of old) {
      const heir = targets[heirs.get(number) ?? -1]
      if (heir === undefined || staying.has(number)) continue
      leadOn(number, heir)
      touched.delete(number)
    }
    for (const bucket of touched) buckets.refresh(bucket)
    for (const { number } of connected) setSettled.run(number)
    return moved
  }

  /**
   * Which pairs find each other changes with what is there: a unit that came may part others. Units that wait for another
   * reason were there before, and what they disturb was unsettled then.
   */
  const unsettleDisturbed = (): void => {
    const fresh = units.takeNew()
    const came = unsettled.all().filter(({ number }) => fresh.has(number))
    for (const unit of units.index.disturbedBy(came.map(({ number }) => number))) unsettle.run(unit)
  }

  return {
    settle: (_now, milliseconds = Number.POSITIVE_INFINITY) => {
      units.refresh()
      splits.divide()
      unsettleDisturbed()
      const waiting = unsettled.all()
      if (waiting.length === 0) return 0
      const bonds = createBonds()
      for (const bond of decisions.bonds()) bonds.add(bond)
      const done = new Set<number>()
      const until = performance.now() + milliseconds
      let moved = 0
      for (const { number } of waiting) {
        // Each call settles something, so that who calls until nothing is left comes to an end.
        if (done.size > 0 && performance.now() > until) break
        const start = done.has(number) ? undefined : one.get(number)
        if (!start) continue
        const connected = connectedWith(start, bonds)
        for (const unit of connected) done.add(unit.number)
        bindFixed(connected, bonds)
        moved += assign(connected, bonds)
      }
      return moved
    }
  }
}
