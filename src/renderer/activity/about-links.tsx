import { Link } from '@tanstack/react-router'
import type { ActivityRow } from '../../shared/model/act.ts'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { count } from '../components/quantities.ts'

type Props = {
  readonly corpus: CorpusId
  readonly row: ActivityRow
  readonly most: number
  /** The bucket whose own activity it is, which needs no link. */
  readonly except?: BucketId
}

/** What an act was about, as links to it. */
export const AboutLinks = ({ corpus, row, most, except }: Props) => {
  const others = row.about.filter(({ bucket, report }) => report !== null || bucket !== except)
  const shown = others.slice(0, most)
  const more = row.count - (row.about.length - others.length) - shown.length
  return (
    <>
      {shown.map(({ bucket, report, title }) =>
        report !== null ? (
          <Link key={report} to="/c/$corpus/reports/$report" params={{ corpus, report }} tabIndex={-1}>
            <CrashTitle title={title} />
          </Link>
        ) : bucket !== null ? (
          <Link key={bucket} to="/c/$corpus/buckets/$bucket" params={{ corpus, bucket }} tabIndex={-1}>
            <CrashTitle title={title} />
          </Link>
        ) : (
          <CrashTitle key={title} title={title} />
        )
      )}
      {more > 0 && <span className="activity-more">and {count(more)} more</span>}
    </>
  )
}
