import { useEffect, type ReactNode } from 'react'
import { create } from 'zustand'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { CorpusId, ReportId } from '../../shared/model/ids.ts'
import { CommandKeys } from '../components/keys.tsx'
import type { AskedOfNote } from '../notes/note-editor.tsx'
import { Notes } from '../notes/notes.tsx'

type Side = 'outline' | 'note'

/** What stands beside a report, as chosen last on any of them, and what was asked of its note by a key. */
export const useReportSide = create<{ readonly side: Side; readonly asked: AskedOfNote | null }>(() => ({
  side: 'outline',
  asked: null
}))
export const showReportSide = (side: Side, asked: AskedOfNote | null = null): void =>
  useReportSide.setState({ side, asked })

type Props = {
  readonly corpus: CorpusId
  readonly report: ReportId
  /** The outline, with all that stands by it. */
  readonly children: ReactNode
}

/** The outline of a report, or its note. */
export const ReportSide = ({ corpus, report, children }: Props) => {
  const { side, asked } = useReportSide()
  // What was asked of one report's note is not asked of the next.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps
  useEffect(() => () => useReportSide.setState({ asked: null }), [report])
  return (
    <Tabs
      className="report-sides"
      selectedKey={side}
      onSelectionChange={(key) => showReportSide(key === 'note' ? 'note' : 'outline')}
    >
      <TabList className="bucket-tab-list" aria-label="Beside the report">
        <Tab id="outline" className="bucket-tab">
          Outline
        </Tab>
        <Tab id="note" className="bucket-tab" data-command="note.write">
          Note
          <span className="bucket-tab-key" aria-hidden>
            <CommandKeys id="note.write" />
          </span>
        </Tab>
      </TabList>
      <TabPanel id="outline" className="bucket-panel">
        {side === 'outline' && <div className="report-side">{children}</div>}
      </TabPanel>
      <TabPanel id="note" className="bucket-panel">
        {side === 'note' && <Notes corpus={corpus} of={{ kind: 'report', report }} asked={asked} />}
      </TabPanel>
    </Tabs>
  )
}
