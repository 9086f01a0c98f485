import type { FailureOf } from '../../shared/model/failure.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { Brought } from '../bundle/read-file.ts'
import type { CorpusReader } from '../corpus/corpus.ts'

/** Milliseconds that another clock may be ahead of the one here. */
const clocksApart = 24 * 60 * 60 * 1000

/** An act may hold a text of a million characters. */
const comparedAtOnce = 1000

const dateOf = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const ahead = (time: number): string =>
  `${dateOf(time)}, more than a day ahead of the clock here: the clock of one of the two computers is wrong`

/**
 * Whether what a sound file brings goes with what the corpus has: every new act must come after those that stand, so
 * none is taken that is later than the clock here can tell, and none that says other than the same act here. What the
 * corpus has itself goes with it, whatever its clock was.
 */
export const checkBrought = async (
  reader: Pick<CorpusReader, 'compare'>,
  { acts, claims }: Brought,
  name: string,
  now: number
): Promise<Result<null, FailureOf<'bundle-unreadable'>>> => {
  const refused = (detail: string): Result<never, FailureOf<'bundle-unreadable'>> =>
    failed({ kind: 'bundle-unreadable', file: name, detail })
  const latest = now + clocksApart

  const { newBuckets } = await reader.compare([], claims)
  const isNew = new Set<string>(newBuckets)
  for (const { bucket, opened } of claims) {
    if (opened > latest && isNew.has(bucket)) return refused(`its bucket ${bucket} is of ${ahead(opened)}`)
  }
  for (let at = 0; at < acts.length; at += comparedAtOnce) {
    const some = acts.slice(at, at + comparedAtOnce)
    const { newActs, contradicted } = await reader.compare(some, [])
    if (contradicted !== null) return refused(`it contradicts the act ${contradicted} that this corpus has`)
    const fresh = new Set<string>(newActs)
    for (const { act, author, time, deed } of some) {
      const done = deed.kind === 'decision' ? Math.max(time, deed.decision.made) : time
      if (done > latest && fresh.has(act)) return refused(`the act ${act} of ${author} is of ${ahead(done)}`)
    }
  }
  return success(null)
}
