import { Link } from '@tanstack/react-router'
import type { BucketName, Regrouping } from '../../shared/model/bucket-detail.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { count, counted } from '../components/quantities.ts'
import { moreText } from './regroup-words.ts'

const Name = ({ corpus, name }: { readonly corpus: CorpusId; readonly name: BucketName }) => (
  <Link to="/c/$corpus/buckets/$bucket" params={{ corpus, bucket: name.bucket }}>
    <CrashTitle title={name.title} />
  </Link>
)

type Props = {
  readonly corpus: CorpusId
  readonly found: Regrouping
  /** Whether the buckets named are still as they are named. */
  readonly links: boolean
}

/** Which buckets a regrouping splits and merges. */
export const RegroupChanges = ({ corpus, found, links }: Props) => {
  const named = (name: BucketName) => (links ? <Name corpus={corpus} name={name} /> : <CrashTitle title={name.title} />)
  return (
    <div className="regroup-changes">
      {found.merges.length > 0 && (
        <section aria-labelledby="regroup-merges">
          <h2 id="regroup-merges">{counted(found.merges.length, 'merge')}</h2>
          <ul>
            {found.merges.map((merge) => (
              <li key={merge.buckets.map(({ bucket }) => bucket).join()}>
                <div className="regroup-from">
                  {merge.buckets.map((name) => (
                    <span key={name.bucket}>{named(name)}</span>
                  ))}
                </div>
                <span className="regroup-arrow">become one of {counted(merge.count, 'report')}</span>
                <CrashTitle title={merge.title} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.splits.length > 0 && (
        <section aria-labelledby="regroup-splits">
          <h2 id="regroup-splits">{counted(found.splits.length, 'split')}</h2>
          <ul>
            {found.splits.map((split) => (
              <li key={split.bucket.bucket}>
                {named(split.bucket)}
                <span className="regroup-arrow">becomes {counted(split.into.length, 'bucket')}</span>
                <div className="regroup-from">
                  {split.into.map((into, at) => (
                    // Parts may share a title; they never change their order.
                    // oxlint-disable-next-line react/no-array-index-key
                    <span key={at}>
                      <CrashTitle title={into.title} /> <span className="join-count">{count(into.count)}</span>
                    </span>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.more > 0 && <p className="regroup-more">{moreText(found)}</p>}
    </div>
  )
}
