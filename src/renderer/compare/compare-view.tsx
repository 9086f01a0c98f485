import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CorpusId } from '../../shared/model/ids.ts'
import { useCommands } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { readOptions, useEngine } from '../engine/engine.tsx'
import { ComparedPairView } from './compared-pair.tsx'
import { useHeeded } from './heeded.ts'
import { inputOf, keyOf, type CompareAddress, type Side } from './sides.ts'
import { useWays } from './use-ways.ts'

type Props = {
  readonly corpus: CorpusId
  readonly address: CompareAddress
  readonly a: Side
  readonly b: Side
}

export const CompareView = ({ corpus, address, a, b }: Props) => {
  const client = useEngine()
  const ways = useWays(corpus)
  const heeded = useHeeded((state) => state.heeded)
  const read = useQuery({
    ...readOptions(client, 'compare.run', { corpus, a: inputOf(a), b: inputOf(b), heeded }),
    // A key is looked at with every drawing; a text of some MiB is no key.
    queryKey: ['compare.run', { corpus, a: keyOf(a), b: keyOf(b), heeded }],
    placeholderData: keepPreviousData
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
  return <ComparedPairView corpus={corpus} a={a} b={b} pair={read.data} heeded={heeded} comparing={read.isFetching} />
}
