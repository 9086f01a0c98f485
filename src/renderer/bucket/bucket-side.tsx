import { create } from 'zustand'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { BucketActivity } from '../activity/bucket-activity.tsx'
import { BucketAnnotations } from '../annotations/bucket-annotations.tsx'
import { CommandKeys } from '../components/keys.tsx'
import { Notes } from '../notes/notes.tsx'

type Side = 'notes' | 'activity'

/** What stands beside a bucket, as chosen last on any of them; `write` where the note was asked for by its key. */
export const useBucketSide = create<{ readonly side: Side; readonly write: boolean }>(() => ({
  side: 'notes',
  write: false
}))
export const showBucketSide = (side: Side, write = false): void => useBucketSide.setState({ side, write })

/** What people wrote and did about a bucket, beside its parts. */
export const BucketSide = ({ corpus, bucket }: { readonly corpus: CorpusId; readonly bucket: BucketId }) => {
  const { side, write } = useBucketSide()
  return (
    <Tabs
      className="bucket-side"
      selectedKey={side}
      onSelectionChange={(key) => showBucketSide(key === 'activity' ? 'activity' : 'notes')}
    >
      <TabList className="bucket-tab-list" aria-label="Beside the bucket">
        <Tab id="notes" className="bucket-tab" data-command="note.write">
          Notes
          <span className="bucket-tab-key" aria-hidden>
            <CommandKeys id="note.write" />
          </span>
        </Tab>
        <Tab id="activity" className="bucket-tab" data-command="bucket.show-activity">
          Activity
          <span className="bucket-tab-key" aria-hidden>
            <CommandKeys id="bucket.show-activity" />
          </span>
        </Tab>
      </TabList>
      <TabPanel id="notes" className="bucket-panel">
        {side === 'notes' && <Notes corpus={corpus} of={{ kind: 'bucket', bucket }} focused={write} />}
        {side === 'notes' && <BucketAnnotations corpus={corpus} bucket={bucket} />}
      </TabPanel>
      <TabPanel id="activity" className="bucket-panel">
        {side === 'activity' && <BucketActivity corpus={corpus} bucket={bucket} />}
      </TabPanel>
    </Tabs>
  )
}
