import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { BucketDetail, BucketName } from '../../shared/model/bucket-detail.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { count } from '../components/quantities.ts'

const Name = ({ corpus, name }: { readonly corpus: CorpusId; readonly name: BucketName }) => (
  <Link to="/c/$corpus/buckets/$bucket" params={{ corpus, bucket: name.bucket }}>
    <CrashTitle title={name.title} />
  </Link>
)

const Titles = ({ titles }: { readonly titles: BucketDetail['titles'] }) => {
  const [open, setOpen] = useState(false)
  if (titles.length < 2) return null
  const shown = open ? titles : titles.slice(0, 2)
  return (
    <div className="bucket-titles">
      <span className="bucket-label">Titles</span>
      <ul>
        {shown.map(({ title, count: reports }) => (
          <li key={title}>
            <CrashTitle title={title} />
            <span className="bucket-title-count">{count(reports)}</span>
          </li>
        ))}
        {titles.length > 2 && (
          <li>
            <button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? 'Show fewer' : `Show all ${count(titles.length)} titles`}
            </button>
          </li>
        )}
      </ul>
    </div>
  )
}

const Duplicates = ({ corpus, detail }: { readonly corpus: CorpusId; readonly detail: BucketDetail }) => (
  <>
    {detail.duplicates.length > 0 && (
      <div className="bucket-titles">
        <span className="bucket-label">Duplicates</span>
        <ul>
          {detail.duplicates.map((name) => (
            <li key={name.bucket}>
              <Name corpus={corpus} name={name} />
            </li>
          ))}
        </ul>
      </div>
    )}
  </>
)

/** What else a bucket and its reports are called. */
export const BucketAbout = ({ corpus, detail }: { readonly corpus: CorpusId; readonly detail: BucketDetail }) => (
  <div className="bucket-about">
    <Duplicates corpus={corpus} detail={detail} />
    <Titles titles={detail.titles} />
  </div>
)
