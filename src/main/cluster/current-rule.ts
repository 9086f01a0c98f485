import { bucketsOf } from './buckets.ts'
import { fingerprintOf } from './fingerprint.ts'
import { featuresOf } from './pair-features.ts'
import { createPlainIndex } from './plain-index.ts'
import { kernelDay } from './kernel-day.ts'
import { prepare } from './prepared.ts'
import type { ClusterRule, Crash, Range } from './rule.ts'
import { signatureOf } from './signature.ts'

/** Days between two ranges, 0 where they meet. */
const gap = (a: Range | null, b: Range | null): number | undefined =>
  a && b ? Math.max(0, a[0] - b[1], b[0] - a[1]) : undefined

const score = (a: Crash, b: Crash): number => {
  const row = featuresOf(prepare(a.fingerprint), prepare(b.fingerprint), { daysApart: gap(a.seen, b.seen) })
  const at = (place: number): number => {
    const value = row[place] ?? 0
    return Number.isNaN(value) ? 0 : value
  }
  return Math.min(1, 0.25 * at(0) + 0.35 * at(4) + 0.3 * at(11) + 0.1 * at(16))
}

const edge = 0.3
const join = 0.6

export const currentRule: ClusterRule = {
  version: 1,
  fingerprintOf,
  kernelDay,
  signatureOf,
  createIndex: () => createPlainIndex(score, edge),
  score,
  reasons: () => [],
  edge,
  join,
  groupsOf: (units, edges, links) => bucketsOf(units, edges, links, { threshold: join })
}
