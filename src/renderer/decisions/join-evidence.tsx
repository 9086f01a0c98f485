import type { BucketRow } from '../../shared/model/bucket.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { useRead } from '../engine/engine.tsx'
import { Reasons } from '../similar/reasons.tsx'
import { Score } from '../similar/score.tsx'

/** As many as are looked through for the other; what is farther is not alike. */
const most = 100

/** How alike two buckets are, by the same score and reasons as the list of similar buckets. */
export const JoinEvidence = ({ corpus, a, b }: Readonly<{ corpus: CorpusId; a: BucketRow; b: BucketRow }>) => {
  const read = useRead('similar.buckets', { corpus, of: { kind: 'bucket', bucket: a.bucket }, limit: most })
  if (read.isError) return <FailureNotice failure={read.error.failure} />
  if (!read.data) return <p aria-busy="true">Comparing the two</p>
  const found = read.data.find(({ bucket }) => bucket.bucket === b.bucket)
  if (!found)
    return (
      <p className="join-evidence">
        Neither the stacks nor the titles put the one among the 100 buckets most like the other.
      </p>
    )
  return (
    <div className="join-evidence">
      <div className="why-score">
        <Score score={found.score} /> <span>chance that they are one bug</span>
      </div>
      <Reasons reasons={found.reasons} most={6} />
    </div>
  )
}
