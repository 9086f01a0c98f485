import { useQuery } from '@tanstack/react-query'
import { failureText } from '../../shared/model/failure.ts'
import type { ComparedPair } from '../../shared/model/comparison.ts'
import type { CorpusId, ReportId } from '../../shared/model/ids.ts'
import type { InputOf } from '../../shared/protocol/methods.ts'
import { whisper } from '../app/window-state.ts'
import { useCommands } from '../commands/registry.ts'
import { readOptions, useEngine } from '../engine/engine.tsx'
import { count } from '../components/quantities.ts'
import { keyOf, type Side } from './sides.ts'
import { useBucketComparing } from './use-bucket-comparing.ts'
import { useWays } from './use-ways.ts'

const similarTo = (side: Side): InputOf<'similar.reports'>['of'] =>
  side.kind === 'report' ? side : { kind: 'text', text: side.text }

/** As many as one steps through. */
const most = 50

type Parts = { readonly corpus: CorpusId; readonly a: Side; readonly b: Side; readonly pair: ComparedPair }

/** The other comparisons one goes to from here: swapped, with the next in similarity, within the bucket. */
export const useOthers = ({ corpus, a, b, pair }: Parts): void => {
  const client = useEngine()
  const ways = useWays(corpus)
  const fixed = a.kind === 'report' ? a.report : null
  const similar = useQuery({
    ...readOptions(client, 'similar.reports', { corpus, of: similarTo(a), limit: most }),
    // As for the comparison, a long text is no key.
    queryKey: ['similar.reports', { corpus, of: keyOf(a), limit: most }]
  })
  const ranked = (similar.data ?? []).filter(({ report }) => report !== fixed)
  const at = b.kind === 'report' ? ranked.findIndex(({ report }) => report === b.report) : -1

  const numbers = { a: a.kind === 'text' ? a.number : null, b: b.kind === 'text' ? b.number : null }
  const compareWith = (report: ReportId): void => ways.compare({ a: fixed, b: report, text: numbers.a }, true)
  const step = (by: 1 | -1): void => {
    const target = at < 0 ? (by === 1 ? 0 : -1) : at + by
    const next = ranked[target]
    if (next) {
      compareWith(next.report)
      whisper(`${count(target + 1)} of ${count(ranked.length)} in similarity`)
    }
  }
  const none = similar.isError
    ? failureText(similar.error.failure).message
    : similar.data
      ? ranked.length === 0
        ? 'No other report is like the first.'
        : undefined
      : 'The similar reports are being read.'
  const bucket = pair.a.row?.bucket ?? pair.b.row?.bucket ?? null
  useBucketComparing({ corpus, bucket, report: fixed })
  useCommands({
    'compare.swap': {
      run: () =>
        ways.compare(
          {
            a: b.kind === 'report' ? b.report : null,
            b: a.kind === 'report' ? a.report : null,
            text: numbers.a ?? numbers.b
          },
          true
        )
    },
    'compare.next-similar': {
      run: () => step(1),
      disabled: none ?? (at === ranked.length - 1 ? 'This is the least similar one that is known.' : undefined)
    },
    'compare.previous-similar': {
      run: () => step(-1),
      disabled: none ?? (at <= 0 ? 'None is more similar.' : undefined)
    },
    'compare.open-first': {
      run: () => {
        if (a.kind === 'report') ways.report(a.report)
      },
      disabled: a.kind === 'text' ? 'The text is not in the corpus.' : undefined
    },
    'compare.open-second': {
      run: () => {
        if (b.kind === 'report') ways.report(b.report)
      },
      disabled: b.kind === 'text' ? 'The text is not in the corpus.' : undefined
    }
  })
}
