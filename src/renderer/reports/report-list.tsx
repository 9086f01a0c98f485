import { Link, useNavigate } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ReportRow } from '../../shared/model/bucket.ts'
import { reportIdSchema, type CorpusId } from '../../shared/model/ids.ts'
import type { Bindings } from '../commands/registry.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { shortKernel } from '../../shared/model/kernel-range.ts'
import { KindMark } from '../components/kind-mark.tsx'
import { LogName } from '../components/log-name.tsx'
import { SeenTime } from '../components/seen-time.tsx'
import type { PagedRows } from '../engine/pages.ts'
import type { Column } from '../lists/list-props.ts'
import { RowList } from '../lists/row-list.tsx'
import './reports.css'

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const source = (corpus: CorpusId, row: ReportRow): ReactNode => {
  const name = fileName(row.file)
  const index = row.index > 0 ? ` #${row.index + 1}` : ''
  return (
    <span className="report-file" title={`${row.file}, crash ${row.index + 1} of the log`}>
      {/* Named in one, as the parts would be read with pauses between them. */}
      <Link
        to="/c/$corpus/reports/$report"
        params={{ corpus, report: row.report }}
        tabIndex={-1}
        aria-label={`${name}${index}`}
      >
        <LogName name={name} index={row.index} />
      </Link>
      {row.corrupted && (
        <span className="report-corrupted" title="Corrupted: the log is cut or torn here, so the title may be wrong">
          <TriangleAlert size={13} aria-hidden />
          <span className="visually-hidden">Corrupted</span>
        </span>
      )}
    </span>
  )
}

const tailCells = (row: ReportRow): readonly ReactNode[] => [
  <span key="kernel" className="report-plain" title={row.kernel ?? ''}>
    {row.kernel === null ? '' : shortKernel(row.kernel)}
  </span>,
  <span key="arch" className="report-plain">
    {row.arch === 'unknown' ? '' : row.arch}
  </span>,
  <span key="command" className="report-plain" title={row.command ?? ''}>
    {row.command ?? ''}
  </span>,
  <SeenTime key="seen" time={row.seen} from={row.seenFrom} assumes={row.seenAssumes} />
]

const reportCells = (corpus: CorpusId, row: ReportRow, oneBucket: boolean): readonly ReactNode[] => [
  ...(oneBucket ? [] : [<KindMark key="kind" kind={row.kind} />, <CrashTitle key="title" title={row.title} />]),
  <span key="file">{source(corpus, row)}</span>,
  ...tailCells(row)
]

const tailColumns: readonly Column[] = [
  { id: 'kernel', title: 'Kernel' },
  { id: 'arch', title: 'Arch' },
  { id: 'command', title: 'Command' },
  { id: 'seen', title: 'Seen', align: 'end' }
]

type Props = {
  readonly corpus: CorpusId
  readonly rows: PagedRows<'reports.list'>
  readonly place: string
  /** Within a bucket all have one kind and title; the files tell them apart. */
  readonly oneBucket: boolean
  /** What else can be done with the reports selected and the one at the cursor. */
  readonly acts?: ((selected: readonly string[], cursor: string | null) => Bindings) | undefined
  readonly onLeave?: (() => void) | undefined
}

/** Reports to open, or to compare two of. */
export const ReportList = ({ corpus, rows, place, oneBucket, acts, onLeave }: Props) => {
  const navigate = useNavigate()
  const ownColumns: readonly Column[] = [
    { id: 'kind', title: 'Kind' },
    { id: 'title', title: 'Title' }
  ]
  return (
    <RowList
      label="Reports"
      place={place}
      look={oneBucket ? 'bucket-reports' : 'all-reports'}
      columns={[...(oneBucket ? [] : ownColumns), { id: 'file', title: 'Log' }, ...tailColumns]}
      total={rows.total}
      rowAt={rows.rowAt}
      keyOf={({ report }) => report}
      show={rows.show}
      cells={(row) => reportCells(corpus, row, oneBucket)}
      onOpen={({ report }) => void navigate({ to: '/c/$corpus/reports/$report', params: { corpus, report } })}
      acts={acts}
      onLeave={onLeave}
      onCompare={(a, b) =>
        void navigate({
          to: '/c/$corpus/compare',
          params: { corpus },
          search: { a: reportIdSchema.parse(a), b: reportIdSchema.parse(b) }
        })
      }
    />
  )
}
