import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { failureText, type Failure } from '../../shared/model/failure.ts'
import './notices.css'

type Props = {
  readonly failure: Failure
  /** What the person can do about it here. */
  readonly children?: ReactNode
}

/** What happened, to what, and what to do. Stays until it is mended or dismissed. */
export const FailureNotice = ({ failure, children }: Props) => {
  const { message, remedy } = failureText(failure)
  return (
    <div className="failure-notice" role="alert">
      <CircleAlert size={16} aria-hidden />
      <div>
        <p className="failure-message">{message}</p>
        <p className="failure-remedy">{remedy}</p>
        {children !== undefined && <div className="failure-acts">{children}</div>}
      </div>
    </div>
  )
}
