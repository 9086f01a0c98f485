import type { Report } from '../../shared/model/report.ts'
import { currentRule } from '../cluster/current-rule.ts'
import type { Crash, Range } from '../cluster/rule.ts'
import type { Judgement } from './output/verdict.ts'

const dayLength = 86_400_000

/** The day that a log states itself; a year that it does not state is nothing to go by. */
const dayOf = ({ times }: Report): Range | null => {
  const stated = times.find(({ assumes }) => assumes !== 'year')
  if (stated === undefined) return null
  const day = Math.floor(stated.time / dayLength)
  return [day, day]
}

const crashOf = (report: Report): Crash => {
  const fingerprint = currentRule.fingerprintOf(report)
  const day = fingerprint.kernelDay
  return { fingerprint, seen: dayOf(report), kernels: day === null ? null : [day, day] }
}

/** How likely two reports are one bug, where no corpus holds them both: by the same rule that makes buckets. */
export const judge = (a: Report, b: Report): Judgement => {
  const [crashA, crashB] = [crashOf(a), crashOf(b)]
  return { score: currentRule.score(crashA, crashB), reasons: currentRule.reasons(crashA, crashB) }
}
