import { CircleHelp } from 'lucide-react'
import type { ComparedPair, ComparedSide } from '../../shared/model/comparison.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { CommandButton } from '../components/command-button.tsx'
import { counted } from '../components/quantities.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { KindMark } from '../components/kind-mark.tsx'
import { SeenTime } from '../components/seen-time.tsx'
import { scoreText } from '../../shared/model/score-text.ts'
import type { Side } from './sides.ts'
import { useWays } from './use-ways.ts'

type CardProps = {
  readonly letter: 'A' | 'B'
  readonly side: ComparedSide
  readonly onOpen: () => void
}

/** What tells one of the two crashes from the other. */
const SideCard = ({ letter, side, onOpen }: CardProps) => {
  const { report, row, name } = side
  const title = <CrashTitle title={report.title} frame={report.frame} />
  return (
    <section className="side-card" data-side={letter} aria-label={`Report ${letter}`}>
      <div className="side-card-title">
        <span className="side-letter" aria-hidden>
          {letter}
        </span>
        {row ? (
          <button type="button" data-stop onClick={onOpen} title={`${report.title}\nOpen this report`}>
            {title}
          </button>
        ) : (
          title
        )}
      </div>
      <dl className="side-card-facts">
        <div>
          <dt className="visually-hidden">Kind</dt>
          <dd>
            <KindMark kind={report.kind} />
          </dd>
        </div>
        <div title={`${name}, lines ${report.startLine} to ${report.endLine}`}>
          <dt>File</dt>
          <dd>
            {name.split('/').at(-1)}:{report.startLine}
          </dd>
        </div>
        {report.kernel !== null && (
          <div title={report.kernel}>
            <dt>Kernel</dt>
            <dd>{report.kernel}</dd>
          </div>
        )}
        {row ? (
          <div>
            <dt>Seen</dt>
            <dd>
              <SeenTime time={row.seen} from={row.seenFrom} assumes={row.seenAssumes} />
            </dd>
          </div>
        ) : (
          <div>
            <dt className="visually-hidden">Where</dt>
            <dd>Not in the corpus; the link does not hold it</dd>
          </div>
        )}
      </dl>
    </section>
  )
}

type Props = {
  readonly corpus: CorpusId
  readonly a: Side
  readonly b: Side
  readonly pair: ComparedPair
  readonly onWhy: () => void
}

/** Two cards, and between them what the evidence says of both. */
export const About = ({ corpus, a, b, pair, onWhy }: Props) => {
  const ways = useWays(corpus)
  const { verdict } = pair
  const open = (side: Side): void => {
    if (side.kind === 'report') ways.report(side.report)
  }
  const sameBucket = pair.a.row !== null && pair.a.row.bucket === pair.b.row?.bucket
  return (
    <header className="compare-header">
      <SideCard letter="A" side={pair.a} onOpen={() => open(a)} />
      <section className="verdict" aria-label="Verdict">
        {verdict.score !== null && (
          <p className="verdict-score" title="Chance that both are one bug, as calibrated on known bugs">
            <b>{scoreText(verdict.score)}</b>
            <span className="verdict-track" aria-hidden>
              <span style={{ width: `${Math.round(verdict.score * 100)}%` }} />
            </span>
            <span className="visually-hidden">chance that both are one bug</span>
          </p>
        )}
        <div className="verdict-words">
          <p className="verdict-alike">{verdict.alike}</p>
          <p className="verdict-line" title={verdict.evidence}>
            {verdict.evidence}
          </p>
          <p className="verdict-line" title={verdict.against}>
            {verdict.against}
          </p>
        </div>
        <div className="verdict-acts">
          {!sameBucket && (
            <CommandButton id="decide.merge" showKey>
              Same bug
            </CommandButton>
          )}
          {!sameBucket && (
            <CommandButton id="decide.not-same" showKey>
              Not the same
            </CommandButton>
          )}
          {!sameBucket && <CommandButton id="decide.duplicate">Duplicate</CommandButton>}
          {sameBucket && (
            <>
              <span className="verdict-together">Both are in one bucket.</span>
              <CommandButton id="decide.split" showKey>
                Split B off
              </CommandButton>
            </>
          )}
          <button type="button" className="button button-bare" data-stop onClick={onWhy}>
            <CircleHelp size={14} aria-hidden />
            {counted(verdict.reasons.length, 'reason')}
          </button>
        </div>
      </section>
      <SideCard letter="B" side={pair.b} onOpen={() => open(b)} />
    </header>
  )
}
