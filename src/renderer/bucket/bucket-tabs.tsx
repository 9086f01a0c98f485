import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { CommandId } from '../../shared/commands/commands.ts'
import type { BucketPart } from '../app/search.ts'
import { CommandKeys } from '../components/keys.tsx'

type Props = {
  readonly parts: readonly BucketPart[]
  readonly show: BucketPart
  readonly names: Readonly<Record<BucketPart, string>>
  readonly onShow: (part: BucketPart) => void
  /** The part that is shown. */
  readonly children: ReactNode
}

const commandOf: Readonly<Record<BucketPart, CommandId>> = {
  reports: 'bucket.show-reports',
  tree: 'bucket.show-tree',
  similar: 'bucket.show-similar',
  timeline: 'bucket.show-timeline',
  activity: 'bucket.show-activity',
  note: 'note.write'
}

/** The parts of a bucket's page, one of them shown. */
export const BucketTabs = ({ parts, show, names, onShow, children }: Props) => (
  <Tabs
    className="bucket-tabs"
    selectedKey={show}
    onSelectionChange={(key) => {
      const part = parts.find((one) => one === key)
      if (part && part !== show) onShow(part)
    }}
  >
    <TabList className="bucket-tab-list" aria-label="Parts of the bucket">
      {parts.map((part) => (
        <Tab key={part} id={part} className="bucket-tab" data-command={commandOf[part]}>
          {names[part]}
          <span className="bucket-tab-key" aria-hidden>
            <CommandKeys id={commandOf[part]} />
          </span>
        </Tab>
      ))}
    </TabList>
    {parts.map((part) => (
      <TabPanel key={part} id={part} className="bucket-panel">
        {part === show && children}
      </TabPanel>
    ))}
  </Tabs>
)
