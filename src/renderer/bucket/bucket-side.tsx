import { useEffect } from 'react'
import { create } from 'zustand'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { CommandId } from '../../shared/commands/commands.ts'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { BucketActivity } from '../activity/bucket-activity.tsx'
import { BucketAnnotations } from '../annotations/bucket-annotations.tsx'
import { CommandKeys } from '../components/keys.tsx'
import type { AskedOfNote } from '../notes/note-editor.tsx'
import { Notes } from '../notes/notes.tsx'

type Side = 'notes' | 'activity'

/** What stands beside a bucket, as chosen last on any of them, and what was asked of its note by a key. */
export const useBucketSide = create<{ readonly side: Side; readonly asked: AskedOfNote | null }>(() => ({
  side: 'notes',
  asked: null
}))
export const showBucketSide = (side: Side, asked: AskedOfNote | null = null): void =>
  useBucketSide.setState({ side, asked })

const tabs = [
  { id: 'notes', name: 'Notes', command: 'note.write' },
  { id: 'activity', name: 'Activity', command: 'bucket.show-activity' }
] as const satisfies readonly { id: Side; name: string; command: CommandId }[]

/** What people wrote and did about a bucket, beside its parts. */
export const BucketSide = ({ corpus, bucket }: { readonly corpus: CorpusId; readonly bucket: BucketId }) => {
  const { side, asked } = useBucketSide()
  // What was asked of one bucket's note is not asked of the next.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps
  useEffect(() => () => useBucketSide.setState({ asked: null }), [bucket])
  const of = { kind: 'bucket', bucket } as const
  const part =
    side === 'activity' ? (
      <BucketActivity corpus={corpus} bucket={bucket} />
    ) : (
      <>
        <Notes corpus={corpus} of={of} asked={asked} />
        <BucketAnnotations corpus={corpus} bucket={bucket} />
      </>
    )
  return (
    <Tabs
      className="bucket-side"
      selectedKey={side}
      onSelectionChange={(key) => {
        const chosen = tabs.find(({ id }) => id === key)
        if (chosen && chosen.id !== side) showBucketSide(chosen.id)
      }}
    >
      <TabList className="bucket-tab-list" aria-label="Beside the bucket">
        {tabs.map(({ id, name, command }) => (
          <Tab key={id} id={id} className="bucket-tab" data-command={command}>
            {name}
            <span className="bucket-tab-key" aria-hidden>
              <CommandKeys id={command} />
            </span>
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id }) => (
        <TabPanel key={id} id={id} className="bucket-panel">
          {id === side && part}
        </TabPanel>
      ))}
    </Tabs>
  )
}
