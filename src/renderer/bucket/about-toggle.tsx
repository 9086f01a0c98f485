import { ChevronDown, ChevronRight } from 'lucide-react'
import type { BucketDetail } from '../../shared/model/bucket-detail.ts'
import { runCommand } from '../commands/registry.ts'
import { aboutText } from './about-words.ts'

/** Shows or hides what else is known of a bucket, and says what that is. */
export const AboutToggle = ({ detail, shown }: { readonly detail: BucketDetail; readonly shown: boolean }) => {
  const Chevron = shown ? ChevronDown : ChevronRight
  return (
    <div className="bucket-about-toggle">
      <dt className="visually-hidden">Also known</dt>
      <dd>
        <button
          type="button"
          className="text-button"
          aria-expanded={shown}
          title={`${shown ? 'Hide' : 'Show'} titles, duplicates and what was decided (o)`}
          onClick={() => runCommand('bucket.toggle-about')}
        >
          <Chevron size={14} aria-hidden />
          {aboutText(detail)}
        </button>
      </dd>
    </div>
  )
}
