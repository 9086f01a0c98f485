import type { ReportRow } from '../../shared/model/bucket.ts'
import type { Report } from '../../shared/model/report.ts'
import { SeenTime } from '../components/seen-time.tsx'
import { taskText } from './task-text.ts'

type Fact = { readonly name: string; readonly value: string; readonly detail: string }

const fact = (name: string, value: string | null | undefined, detail: string | null = null): readonly Fact[] =>
  value === null || value === undefined || value === '' ? [] : [{ name, value, detail: detail ?? value }]

const taint = ({ facts }: Report): readonly Fact[] => {
  if (facts.taint === null) return []
  const letters = facts.taint.value
  return letters.length === 0
    ? fact('Taint', 'none', 'Not tainted')
    : fact(
        'Taint',
        letters.map(({ letter }) => letter).join(''),
        letters.map((one) => `${one.letter}: ${one.meaning}`).join('\n')
      )
}

const task = ({ facts }: Report): readonly Fact[] => {
  const command = facts.command?.value ?? ''
  const pid = facts.pid?.value ?? null
  return fact('Task', taskText(command, pid), `Command ${command || 'unknown'}, PID ${pid ?? 'unknown'}`)
}

const factsOf = (report: Report, row: Pick<ReportRow, 'file'>): readonly Fact[] => [
  ...fact('Kernel', report.kernel),
  ...fact('Commit', report.facts.commit?.value),
  ...task(report),
  ...fact('CPU', report.facts.cpu === null ? null : String(report.facts.cpu.value)),
  ...taint(report),
  ...fact('Hardware', report.facts.hardware?.value),
  ...fact(
    'File',
    `${row.file.split('/').at(-1) ?? row.file}:${report.startLine}-${report.endLine}`,
    `${row.file}, lines ${report.startLine} to ${report.endLine}`
  )
]

type StripProps = {
  readonly report: Report
  readonly row: ReportRow
  /** Names of the facts to show, where not all are wanted; the time always is. */
  readonly only?: readonly string[] | null
}

/** What one asks of any crash first: which kernel, whose task, where, when. */
export const FactsStrip = ({ report, row, only = null }: StripProps) => (
  <dl className="facts-strip">
    {factsOf(report, row)
      .filter(({ name }) => only === null || only.includes(name))
      .map(({ name, value, detail }) => (
        <div key={name} title={detail}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    <div>
      <dt>Seen</dt>
      <dd>
        <SeenTime time={row.seen} from={row.seenFrom} assumes={row.seenAssumes} worded />
      </dd>
    </div>
  </dl>
)
