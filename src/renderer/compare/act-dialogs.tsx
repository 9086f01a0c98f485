import type { ComparedPair } from '../../shared/model/comparison.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { Keys } from '../components/keys.tsx'
import { SmallDialog } from '../components/small-dialog.tsx'
import { JoinDialog } from '../decisions/join-dialog.tsx'
import { Reasons } from '../similar/reasons.tsx'
import { Score } from '../similar/score.tsx'
import type { Acts } from './use-acts.ts'

type Props = { readonly corpus: CorpusId; readonly pair: ComparedPair; readonly acts: Acts }

/** What speaks for one bug and against it: that which the verdict rests on. */
const ReasonsDialog = ({ pair: { verdict }, acts }: Omit<Props, 'corpus'>) => {
  const sides = (['for', 'against'] as const).map((weighs) => ({
    weighs,
    title: weighs === 'for' ? 'For' : 'Against',
    reasons: verdict.reasons.filter((reason) => reason.weighs === weighs)
  }))
  return (
    <SmallDialog title="What the verdict rests on" onClose={acts.close} wide>
      <div className="why">
        <p className="why-sentence">{verdict.alike}</p>
        {verdict.score !== null && (
          <div className="why-score">
            <Score score={verdict.score} /> <span>chance that they are one bug</span>
          </div>
        )}
        {sides.map(
          ({ weighs, title, reasons }) =>
            reasons.length > 0 && (
              <section key={weighs}>
                <h3>{title}</h3>
                <Reasons reasons={reasons} />
              </section>
            )
        )}
        <div className="dialog-acts">
          {/* A dialog that tells one thing is left with one key. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <button type="button" className="button" autoFocus onClick={acts.close}>
            Close
            <Keys binding="Escape" />
          </button>
        </div>
      </div>
    </SmallDialog>
  )
}

/** What a comparison asks before it decides, and tells when asked why. */
export const ActDialogs = ({ corpus, pair, acts }: Props) => {
  const [a, b] = [pair.a.row, pair.b.row]
  if (acts.asking === 'why') return <ReasonsDialog pair={pair} acts={acts} />
  if (acts.asking === null || !a || !b || a.bucket === b.bucket) return null
  return (
    <JoinDialog
      corpus={corpus}
      how={acts.asking}
      buckets={[a.bucket, b.bucket]}
      onClose={acts.close}
      onDone={() => undefined}
    />
  )
}
