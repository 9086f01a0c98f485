import { Link } from '@tanstack/react-router'
import { CopyCheck } from 'lucide-react'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { useRead } from '../engine/engine.tsx'
import './decisions.css'

/** Says in a list that a bucket was marked as the duplicate of another, and leads to it. */
export const DuplicateMark = ({ corpus, bucket }: { readonly corpus: CorpusId; readonly bucket: BucketId }) => {
  const decision = useRead('decisions.list', { corpus }).data?.find(
    ({ what }) => what.kind === 'duplicate' && what.bucket === bucket
  )
  if (decision?.what.kind !== 'duplicate') return null
  return (
    <Link
      className="duplicate-mark"
      to="/c/$corpus/buckets/$bucket"
      params={{ corpus, bucket: decision.what.of }}
      title={decision.text}
      tabIndex={-1}
    >
      <CopyCheck size={12} aria-hidden />
      Duplicate
    </Link>
  )
}
