import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { failureText, type Failure } from '../../shared/model/failure.ts'
import { CommandButton } from './command-button.tsx'
import './notices.css'

type Props = {
  readonly failure: Failure
  /** What the person can do about it here. */
  readonly children?: ReactNode
}

/** The way on from a link to something that is not there; where nothing else is offered. */
const wayOn = (failure: Failure): ReactNode =>
  failure.kind === 'not-found' && (failure.what === 'bucket' || failure.what === 'report') ? (
    <CommandButton id="go.buckets">Go to the buckets</CommandButton>
  ) : undefined

/** What happened, to what, and what to do. Stays until it is mended or dismissed. */
export const FailureNotice = ({ failure, children }: Props) => {
  const { message, remedy } = failureText(failure)
  const acts = children ?? wayOn(failure)
  return (
    <div className="failure-notice" role="alert">
      <CircleAlert size={16} aria-hidden />
      <div>
        <p className="failure-message">{message}</p>
        <p className="failure-remedy">{remedy}</p>
        {acts !== undefined && <div className="failure-acts">{acts}</div>}
      </div>
    </div>
  )
}
