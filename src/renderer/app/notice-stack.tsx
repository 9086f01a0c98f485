import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useImportState } from '../imports/import-state.ts'
import { dismissNotice, useNotices, useWhisper } from './window-state.ts'

const clear = (): void => useNotices.setState({ notices: [] })

/** Where Escape belongs to what is typed in, or to a dialog. */
const keepsEscape = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('[data-read-only-editor]') === null &&
  target.closest('input, textarea, [role=dialog]') !== null

/** Failures that belong to no view; each stays until it is dismissed, or until the person goes on and succeeds. */
export const NoticeStack = () => {
  const notices = useNotices((state) => state.notices)
  const path = useLocation({ select: ({ pathname }) => pathname })
  const shown = notices.length > 0

  useEffect(clear, [path])
  useEffect(() => {
    const stops = [
      useWhisper.subscribe(({ text }) => {
        if (text !== '') clear()
      }),
      useImportState.subscribe(({ running }, before) => {
        if (Object.keys(running).some((corpus) => !(corpus in before.running))) clear()
      })
    ]
    return () => stops.forEach((stop) => stop())
  }, [])

  useEffect(() => {
    if (!shown) return undefined
    // Before the view's commands and the editor hear it: Escape would leave the view that the notice stands in.
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || keepsEscape(event.target)) return
      event.preventDefault()
      event.stopPropagation()
      clear()
    }
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [shown])

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
