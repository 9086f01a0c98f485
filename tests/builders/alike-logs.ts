import type { NewLog } from '../../src/main/corpus/corpus.ts'
import { buildLog } from './new-log.ts'
import { buildReport } from './report.ts'

/**
 * Logs of one report each, whose call traces are of few functions in ever other choices: many are like many others, so
 * that where one belongs is not known before all are there. Always the same.
 */
export const alikeLogs = (count: number): readonly NewLog[] => {
  let state = 1
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
  return Array.from({ length: count }, (_, at) => {
    const family = next(Math.ceil(count / 40))
    const frames = Array.from({ length: 6 }, () => `f${family}_${next(14)}`)
    const report = buildReport({ title: `BUG: in ${frames[0] ?? ''}`, frames: [...new Set(frames)] })
    return buildLog(`log ${at}\n`, { file: `/alike/${at}.log`, reports: [report] })
  })
}
