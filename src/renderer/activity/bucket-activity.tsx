import { useState } from 'react'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { TimeAgo } from '../components/time-ago.tsx'
import { useDecide } from '../decisions/use-decide.ts'
import { useUndo } from '../decisions/use-undo.ts'
import { useRead } from '../engine/engine.tsx'
import { SkeletonRows } from '../lists/skeleton-row.tsx'
import { AboutLinks } from './about-links.tsx'
import { ToggleAct } from './toggle-act.tsx'
import './activity.css'

const step = 50
/** The most that one request gives; older ones are on the activity page. */
const most = 1000

/** What people did about one bucket, its reports and what went into it. */
export const BucketActivity = ({ corpus, bucket }: { readonly corpus: CorpusId; readonly bucket: BucketId }) => {
  const [limit, setLimit] = useState(step)
  const read = useRead('activity.list', { corpus, about: bucket, page: { offset: 0, limit } })
  const { takeBack, doAgain } = useUndo(corpus)
  const { refusal } = useDecide(corpus)
  if (read.isError) return <FailureNotice failure={read.error.failure} />
  if (!read.data) return <SkeletonRows rows={4} />
  const { rows, total } = read.data
  if (total === 0) return <p className="activity-none">Nothing was written or decided about this bucket yet.</p>
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <section className="activity-side" aria-label="Activity of the bucket" tabIndex={0}>
      <ol>
        {rows.map((row) => (
          <li key={row.gesture} className="activity-item" data-undone={row.undone || undefined}>
            <p className="activity-item-head">
              <b>{row.author}</b>
              <TimeAgo time={row.time} what="Done" />
              {row.undone && <span className="activity-state">undone</span>}
              {row.imported && <span className="activity-state">from a bundle</span>}
              <ToggleAct
                row={row}
                refusal={refusal}
                onToggle={() => void (row.undone ? doAgain(row.gesture) : takeBack(row.gesture))}
              />
            </p>
            <p className="activity-item-text">
              {row.text}
              {row.about.some((one) => one.report !== null || one.bucket !== bucket) && (
                <span className="activity-about">
                  {row.count > 1 && <span className="activity-more">with</span>}
                  <AboutLinks corpus={corpus} row={row} most={3} except={bucket} />
                </span>
              )}
            </p>
          </li>
        ))}
      </ol>
      {total > rows.length && limit < most && (
        <button type="button" className="text-button" onClick={() => setLimit(Math.min(most, limit + step))}>
          Show older ones
        </button>
      )}
    </section>
  )
}
