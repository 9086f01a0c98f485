import { useEffect } from 'react'

/** Names the window, and its entry in the history, after the view. */
export const usePageTitle = (title: string): void => {
  useEffect(() => {
    document.title = title === '' ? 'Oopsdesk' : `${title} · Oopsdesk`
  }, [title])
}
