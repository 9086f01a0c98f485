import { Link } from '@tanstack/react-router'
import { CopyCheck } from 'lucide-react'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import './decisions.css'

/** Says in a list that a bucket was marked as the duplicate of another, and leads to it. */
export const DuplicateMark = ({ corpus, of }: { readonly corpus: CorpusId; readonly of: BucketId | null }) =>
  of && (
    <Link
      className="duplicate-mark"
      to="/c/$corpus/buckets/$bucket"
      params={{ corpus, bucket: of }}
      title="Duplicate of another bucket; opens that one"
      tabIndex={-1}
    >
      <CopyCheck size={12} aria-hidden />
      Duplicate
    </Link>
  )
