import type { ReactNode } from 'react'
import { CallFailed } from '../engine/call-failed.ts'
import { FailureNotice } from './failure-notice.tsx'

/** A query's error: a failure in its own words, or a bug in ours. */
export const ErrorNotice = ({ error, children }: { readonly error: Error; readonly children?: ReactNode }) =>
  error instanceof CallFailed ? (
    <FailureNotice failure={error.failure}>{children}</FailureNotice>
  ) : (
    <div className="failure-notice" role="alert">
      <div>
        <p className="failure-message">Oopsdesk made a mistake: {error.message}.</p>
        <p className="failure-remedy">Reload the window. If it comes back, report it with the text above.</p>
        {children !== undefined && <div className="failure-acts">{children}</div>}
      </div>
    </div>
  )
