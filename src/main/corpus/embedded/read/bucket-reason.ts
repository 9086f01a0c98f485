import type { Decision } from '../../../../shared/model/decision.ts'
import { scoreText } from '../../../../shared/model/score-text.ts'
import type { ClusterRule, SimilarityIndex } from '../../../cluster/rule.ts'
import type { BucketUnit } from './bucket-units.ts'

/** Pairs that are scored to find the farthest: those of so many units. */
const comparedUnits = 40

const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10)
const several = (count: number, what: string): string => (count === 1 ? `1 ${what}` : `${count} ${what}s`)

/** The least score between two of the units, and whether the rule would have joined them all without a person's word. */
const farthest = (rule: ClusterRule, index: SimilarityIndex, units: readonly BucketUnit[]): number => {
  const crashes = units.slice(0, comparedUnits).flatMap(({ number }) => index.get(number) ?? [])
  let least = 1
  for (const [place, a] of crashes.entries()) {
    for (const b of crashes.slice(place + 1)) least = Math.min(least, rule.score(a, b))
  }
  return least
}

/** Why the reports of a bucket are together, in one sentence. */
export const bucketReason = (
  rule: ClusterRule,
  index: SimilarityIndex,
  bucket: {
    readonly count: number
    readonly units: readonly BucketUnit[]
    readonly decisions: readonly Decision[]
    /** When a person decided that some of the units are one bug, where that holds them together. */
    readonly joined: number | null
  }
): string => {
  const { count, units, decisions, joined } = bucket
  const [first] = units
  if (!first) return 'It has no report any more, only a note.'
  if (joined !== null && units.length > 1) return `Joined by your decision of ${dateOf(joined)}.`
  const taken = decisions.find(({ what, decision }) => what.kind === 'split' && first.key.endsWith(`-${decision}`))
  const behind = taken ? `, taken out by your decision of ${dateOf(taken.made)}` : ''
  if (units.length === 1) {
    const crash = index.get(first.number)
    const reason = crash ? rule.signatureOf(crash.fingerprint).reason : 'with the same title and call trace'
    return `${several(count, 'report')} ${reason}${behind}.`
  }
  const least = scoreText(farthest(rule, index, units))
  const among = units.length > comparedUnits ? ` of the largest ${comparedUnits}` : ''
  return `${several(count, 'report')} of ${units.length} signatures that are alike; the two least alike${among} are one bug with a chance of ${least}.`
}
