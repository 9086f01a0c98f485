import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ComparedPair, NoiseClass } from '../../shared/model/comparison.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { useCommands } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { CallFailed, useEngine } from '../engine/engine.tsx'
import { ComparedPairView } from './compared-pair.tsx'
import { useHeeded } from './heeded.ts'
import { compareLogs, type HeldTexts } from './log-texts.ts'
import { inputOf, keyOf, type CompareAddress, type Side } from './sides.ts'
import { useWays } from './use-ways.ts'

type Props = {
  readonly corpus: CorpusId
  readonly address: CompareAddress
  readonly a: Side
  readonly b: Side
}

/** An answer, and the classes of noise that counted in it. */
type Compared = {
  readonly pair: ComparedPair
  readonly heeded: readonly NoiseClass[]
  /** The texts are those of the whole logs. */
  readonly whole: boolean
  /** A log goes on behind what is compared of it. */
  readonly cut: boolean
}

export const CompareView = ({ corpus, address, a, b }: Props) => {
  const client = useEngine()
  const [texts] = useState((): HeldTexts => new Map())
  const ways = useWays(corpus)
  const { heeded, whole } = useHeeded()
  const read = useQuery<Compared, CallFailed>({
    // A key is looked at with every drawing; a text of some MiB is no key.
    queryKey: ['compare.run', { corpus, a: keyOf(a), b: keyOf(b), heeded, whole }],
    queryFn: async ({ signal }) => {
      const sides = { corpus, a: inputOf(a), b: inputOf(b), heeded }
      if (whole) {
        const keys = { a: `${corpus} ${keyOf(a)}`, b: `${corpus} ${keyOf(b)}` }
        const logs = await compareLogs(client, texts, { sides, keys }, signal)
        if (logs.ok) return { ...logs.value, heeded, whole }
        throw new CallFailed(logs.failure)
      }
      const answer = await client.call('compare.run', sides, { signal })
      if (answer.ok) return { pair: answer.value, heeded, whole, cut: false }
      throw new CallFailed(answer.failure)
    },
    placeholderData: keepPreviousData,
    // Looking for what stayed the same takes longer than to draw it, with some hundred thousand lines.
    structuralSharing: false,
    // Some MiB each: those that were stepped past are not kept long.
    gcTime: 30_000
  })
  const leave = (): void =>
    ways.back(() => {
      const known = address.a ?? address.b
      if (known) ways.report(known)
      else ways.buckets()
    })
  // Until the two are there, and when they never come, the way out is there already.
  useCommands({ 'compare.leave': { run: leave } })
  if (read.isError) {
    return (
      <div className="view">
        <FailureNotice failure={read.error.failure}>
          <CommandButton id="compare.leave">Leave</CommandButton>
        </FailureNotice>
      </div>
    )
  }
  if (!read.data) {
    return <div className="compare-view compare-loading" aria-busy="true" aria-label="Comparing the reports" />
  }
  return <ComparedPairView corpus={corpus} a={a} b={b} {...read.data} comparing={read.isFetching} />
}
