import type { Reason, ReasonKind } from '../../shared/model/similar.ts'
import { bucketsOf, sameBugThreshold } from './buckets.ts'
import { evidenceInWords, type Evidence } from './evidence.ts'
import { fingerprintOf, type Channel } from './fingerprint.ts'
import { kernelDay } from './kernel-day.ts'
import type { When } from './pair-features.ts'
import type { ClusterRule, Crash, Range } from './rule.ts'
import { signatureOf } from './signature.ts'
import { createSimilarityIndex } from './similarity-index.ts'
import { evidenceOf, scoreOf } from './similarity.ts'

/** Days between two ranges, 0 where they meet. */
const daysBetween = (a: Range | null, b: Range | null): number | undefined =>
  a && b ? Math.max(0, a[0] - b[1], b[0] - a[1]) : undefined

const whenOf = (a: Crash, b: Crash): When => ({
  daysApart: daysBetween(a.seen, b.seen),
  kernelDaysApart: daysBetween(a.kernels, b.kernels)
})

const stackKinds: Readonly<Record<Channel, ReasonKind>> = {
  crash: 'crash-stack',
  allocated: 'allocation-stack',
  freed: 'free-stack',
  other: 'lock-stack'
}

const kindOf = (evidence: Evidence): ReasonKind => {
  switch (evidence.kind) {
    case 'title':
    case 'title-function':
    case 'torn':
    case 'type':
      return 'title'
    case 'frames':
      return stackKinds[evidence.channel]
    case 'across':
    case 'other-frames':
    case 'parting':
      return 'crash-stack'
    case 'locks':
      return 'lock-stack'
    case 'file':
    case 'folder':
      return 'source-file'
    case 'access':
      return 'access'
    case 'days':
      return 'date'
    case 'kernels':
      return 'kernel'
  }
}

const functionsOf = (evidence: Evidence): readonly string[] => {
  if (evidence.kind === 'title-function') return [evidence.function]
  if (evidence.kind === 'frames') return evidence.shared.map(({ name }) => name)
  return evidence.kind === 'across' ? evidence.shared : []
}

const reasons: ClusterRule['reasons'] = (a, b) =>
  evidenceOf(a.fingerprint, b.fingerprint, whenOf(a, b)).map((evidence): Reason => ({
    kind: kindOf(evidence),
    weighs: evidence.for ? 'for' : 'against',
    text: evidenceInWords(evidence),
    functions: functionsOf(evidence)
  }))

const score: ClusterRule['score'] = (a, b) => scoreOf(a.fingerprint, b.fingerprint, whenOf(a, b))

/** How this version puts reports into buckets. */
export const currentRule: ClusterRule = {
  version: 2,
  fingerprintOf,
  kernelDay,
  signatureOf,
  createIndex: (crashOf) => createSimilarityIndex(crashOf, score, sameBugThreshold),
  score,
  reasons,
  join: sameBugThreshold,
  groupsOf: (units, edges, links) => bucketsOf(units, edges, links, { threshold: sameBugThreshold })
}
