import { dismissNotice, useNotices } from './window-state.ts'

/** Failures that belong to no view; each stays until it is dismissed. */
export const NoticeStack = () => {
  const notices = useNotices((state) => state.notices)
  return (
    <div className="notice-stack">
      {notices.map(({ id, message, remedy }) => (
        <div key={id} className="failure-notice" role="alert">
          <div>
            <p className="failure-message">{message}</p>
            <p className="failure-remedy">{remedy}</p>
            <div className="failure-acts">
              <button type="button" className="button" onClick={() => dismissNotice(id)}>
                Dismiss
              </button>
            </div>
          </div>
        </div>
      ))}
    </div>
  )
}
