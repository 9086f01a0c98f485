import { lazy, Suspense } from 'react'
import type { CorpusId } from '../../shared/model/ids.ts'
import { CommandButton } from '../components/command-button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { useCommands } from '../commands/registry.ts'
import { TextCommands } from './text-commands.tsx'
import { sidesOf, useGivenTexts, type CompareAddress } from './sides.ts'
import { useWays } from './use-ways.ts'
import './compare.css'

// Monaco is two thirds of the window's code; lists and notes do not wait for it.
const CompareView = lazy(async () => ({ default: (await import('./compare-view.tsx')).CompareView }))

type Props = { readonly corpus: CorpusId; readonly address: CompareAddress }

/** An address that this window cannot show: a link that names too little, or a text that it was not given. */
const Without = ({ corpus, address, lost }: Props & { readonly lost: boolean }) => {
  const ways = useWays(corpus)
  const known = address.a ?? address.b
  const leave = (): void => ways.back(() => (known ? ways.report(known) : ways.buckets()))
  useCommands({ 'compare.leave': { run: leave } })
  return (
    <div className="view">
      {known && <TextCommands corpus={corpus} against={{ kind: 'report', report: known }} />}
      <EmptyState
        text={
          lost
            ? 'The text of this comparison was given to another window, or to this one before it was loaded again; a link cannot carry it. Choose it again.'
            : 'This link names fewer than two reports.'
        }
      >
        <div className="compare-lost">
          {known && <CommandButton id="compare.with-file">Choose a file</CommandButton>}
          {known && <CommandButton id="compare.with-text">Paste a text</CommandButton>}
          <CommandButton id="compare.leave">Leave</CommandButton>
        </div>
      </EmptyState>
    </div>
  )
}

/** The page of two crashes. */
export const ComparePage = (props: Props) => {
  const texts = useGivenTexts((state) => state.texts)
  const sides = sidesOf(props.address, texts)
  if (sides.kind !== 'sides') return <Without {...props} lost={sides.kind === 'lost'} />
  return (
    <Suspense fallback={<div className="compare-view" aria-busy="true" />}>
      <CompareView {...props} a={sides.a} b={sides.b} />
    </Suspense>
  )
}
