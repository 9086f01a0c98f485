import { useNavigate } from '@tanstack/react-router'
import { Redo2, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ActivityRow } from '../../shared/model/act.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { usePageTitle } from '../app/page-title.ts'
import { CommandButton } from '../components/command-button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { counted } from '../components/quantities.ts'
import { TimeAgo } from '../components/time-ago.tsx'
import { useDecide } from '../decisions/use-decide.ts'
import { useUndo } from '../decisions/use-undo.ts'
import { useRead } from '../engine/engine.tsx'
import { usePagedRows } from '../engine/pages.ts'
import { RowList } from '../lists/row-list.tsx'
import { SkeletonRows } from '../lists/skeleton-row.tsx'
import { AboutLinks } from './about-links.tsx'
import { ToggleAct, canToggle } from './toggle-act.tsx'
import './activity.css'

const columns = [
  { id: 'time', title: 'When' },
  { id: 'author', title: 'Who' },
  { id: 'what', title: 'What' },
  { id: 'state', title: 'State', quiet: true },
  { id: 'act', title: 'Take back', quiet: true }
] as const

/** What people did in a corpus. */
export const ActivityPage = ({ corpus }: { readonly corpus: CorpusId }) => {
  usePageTitle('Activity')
  const navigate = useNavigate()
  const rows = usePagedRows('activity.list', { corpus, about: null })
  const author = useRead('author.get', {}).data?.author
  const { takeBack, doAgain } = useUndo(corpus)
  const { refusal } = useDecide(corpus)

  const toggle = (row: ActivityRow): Promise<void> => (row.undone ? doAgain(row.gesture) : takeBack(row.gesture))
  const open = ({ about: [first] }: ActivityRow): void => {
    if (first?.report) void navigate({ to: '/c/$corpus/reports/$report', params: { corpus, report: first.report } })
    else if (first?.bucket)
      void navigate({ to: '/c/$corpus/buckets/$bucket', params: { corpus, bucket: first.bucket } })
  }
  const rowOf = (key: string | null): ActivityRow | null => {
    if (key === null) return null
    for (let at = 0; at < rows.total; at++) {
      const row = rows.rowAt(at)
      if (row?.gesture === key) return row
    }
    return null
  }
  const cells = (row: ActivityRow): readonly ReactNode[] => [
    <TimeAgo key="time" time={row.time} what="Done" />,
    <span key="author" title={row.author} data-undone={row.undone || undefined}>
      {row.author}
    </span>,
    <span key="what" className="activity-what" data-undone={row.undone || undefined}>
      <span className="activity-text" title={row.text}>
        {row.text}
      </span>
      <span className="activity-about">
        <AboutLinks corpus={corpus} row={row} most={2} />
      </span>
    </span>,
    <span key="state" className="activity-state">
      {[row.undone ? 'undone' : '', row.imported ? 'from a bundle' : ''].filter((part) => part !== '').join(', ')}
    </span>,
    <ToggleAct key="act" row={row} refusal={refusal} onToggle={() => void toggle(row)} />
  ]

  const body = (): ReactNode => {
    if (rows.error) return <FailureNotice failure={rows.error.failure} />
    if (!rows.first) return <SkeletonRows rows={12} />
    if (rows.total === 0) {
      return (
        <EmptyState text="Nobody has written a note or decided anything here yet. What is done stands here, and can be taken back.">
          <CommandButton id="go.buckets" look="main" showKey>
            Go to the buckets
          </CommandButton>
        </EmptyState>
      )
    }
    return (
      <RowList
        label="Activity"
        place={`activity ${corpus}`}
        look="activity-list"
        columns={columns}
        total={rows.total}
        rowAt={rows.rowAt}
        keyOf={({ gesture }) => gesture}
        show={rows.show}
        cells={cells}
        onOpen={open}
        acts={(_, cursor) => {
          const row = rowOf(cursor)
          const against = row && !canToggle(row) ? 'It is itself an undo or a redo.' : undefined
          return {
            'activity.toggle': { run: () => row && void toggle(row), disabled: refusal ?? against }
          }
        }}
      />
    )
  }

  return (
    <div className="view">
      <div className="view-head">
        <h1>Activity</h1>
        <output className="view-count">{rows.first ? counted(rows.total, 'change') : ''}</output>
        <span className="view-space" />
        {author !== undefined && (
          <span className="activity-author">
            You are <b>{author}</b>
            <CommandButton id="author.change" look="bare">
              Change
            </CommandButton>
          </span>
        )}
        <CommandButton id="edit.undo" look="bare">
          <Undo2 size={15} aria-hidden />
          Undo
        </CommandButton>
        <CommandButton id="edit.redo" look="bare">
          <Redo2 size={15} aria-hidden />
          Redo
        </CommandButton>
      </div>
      {body()}
    </div>
  )
}
