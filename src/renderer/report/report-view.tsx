import { useMemo } from 'react'
import { FailureNotice } from '../components/failure-notice.tsx'
import { useRead } from '../engine/engine.tsx'
import { LoadedReport } from './loaded-report.tsx'
import type { ReportPageProps } from './report-props.ts'
import './report.css'

export const ReportView = (props: ReportPageProps) => {
  const { corpus, report } = props
  const read = useRead(
    'reports.get',
    useMemo(() => ({ corpus, report }), [corpus, report])
  )
  if (read.isError) return <FailureNotice failure={read.error.failure} />
  if (!read.data) return <div className="report-view report-loading" aria-busy="true" aria-label="Loading the report" />
  return <LoadedReport page={props} data={read.data} />
}
