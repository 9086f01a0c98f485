import type { FailureOf } from '../../../../shared/model/failure.ts'
import type { ReportId } from '../../../../shared/model/ids.ts'
import { failed, success, type Result } from '../../../../shared/model/result.ts'
import type { Reason, Why } from '../../../../shared/model/similar.ts'
import type { ClusterRule } from '../../../cluster/rule.ts'
import { createBonds } from '../bonds.ts'
import type { Connection } from '../connection.ts'
import type { DecisionRows } from '../decisions.ts'
import type { SimilarReader } from './similar.ts'

const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

const missing = (id: ReportId): Result<never, FailureOf<'not-found'>> =>
  failed({ kind: 'not-found', what: 'report', id })

export const createWhyReader = (
  db: Connection,
  rule: ClusterRule,
  parts: { readonly similar: SimilarReader; readonly decisions: DecisionRows }
): ((a: ReportId, b: ReportId) => Result<Why, FailureOf<'not-found'>>) => {
  const { similar, decisions } = parts
  const unitOf = db.prepare<[number], { readonly key: string; readonly rule: number; readonly held: number }>(
    'SELECT key, rule, held FROM unit WHERE number = ?'
  )

  /** What a person decided on the two, the last word first; null where nobody did. */
  const decided = (a: string, b: string): { readonly together: boolean; readonly made: number } | null => {
    const bonds = createBonds()
    for (const { bond, made } of decisions.datedBonds()) {
      bonds.add(bond)
      const [link] = bonds.links([a, b])
      if (link) return { together: link.kind === 'together', made }
    }
    return null
  }

  return (aId, bId) => {
    const [a, b] = [similar.crashOf(aId), similar.crashOf(bId)]
    if (!a) return missing(aId)
    if (!b) return missing(bId)
    const [one, two] = [unitOf.get(a.unit), unitOf.get(b.unit)]
    if (!one) return missing(aId)
    if (!two) return missing(bId)
    const together = a.bucket === b.bucket
    const score = rule.score(a.crash, b.crash)
    const found = rule.reasons(a.crash, b.crash)
    const word = a.unit === b.unit ? null : decided(one.key, two.key)
    const percent = `${Math.round(score * 100)} %`
    const explain = (): { readonly sentence: string; readonly own: readonly Reason[] } => {
      if (word && word.together === together) {
        const sentence = together
          ? `You decided on ${dateOf(word.made)} that they are the same.`
          : `You decided on ${dateOf(word.made)} that they are not the same.`
        return {
          sentence,
          own: [{ kind: 'decision', weighs: together ? 'for' : 'against', text: sentence, functions: [] }]
        }
      }
      if (a.unit === b.unit) {
        const { reason } = rule.signatureOf(a.crash.fingerprint)
        const sentence = `They have one signature: reports ${reason}.`
        return { sentence, own: [{ kind: 'signature', weighs: 'for', text: sentence, functions: [] }] }
      }
      if ([one, two].some((unit) => unit.rule !== rule.version || unit.held === 1)) {
        const sentence = together
          ? 'A former rule put them together, and regrouping was not asked for since.'
          : 'A former rule keeps them apart, and regrouping was not asked for since.'
        return { sentence, own: [] }
      }
      if (together && score > rule.join) return { sentence: `They are alike: ${percent}.`, own: [] }
      if (together) {
        return {
          sentence: `They score ${percent} by themselves; the others of their bucket, which both are alike, join them.`,
          own: []
        }
      }
      if (score > rule.join) {
        return { sentence: `They are alike by themselves (${percent}), but their buckets are not on average.`, own: [] }
      }
      return {
        sentence: `They are too little alike: ${percent}, where ${Math.round(rule.join * 100)} % would join them.`,
        own: []
      }
    }
    const { sentence, own } = explain()
    return success({ together, sentence, score, reasons: [...own, ...found] })
  }
}
