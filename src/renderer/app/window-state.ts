import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { keptStorage } from './kept.ts'

/** What stands over the views; one at a time. */
export type Overlay = 'palette' | 'keys' | 'open-corpus' | 'new-corpus' | 'author'

export const useOverlay = create<{ readonly overlay: Overlay | null }>(() => ({ overlay: null }))
export const showOverlay = (overlay: Overlay | null): void => {
  // A dialog gives the focus back to where it was; from nowhere it would give it to the first button.
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('.frame-main')?.focus()
  useOverlay.setState({ overlay })
}

/** How the person likes the window, kept from one session to the next. */
type WindowState = { readonly sidebar: boolean }
export const useWindowState = create<WindowState>()(
  persist((): WindowState => ({ sidebar: true }), {
    name: 'oopsdesk.window',
    storage: createJSONStorage(() => keptStorage)
  })
)
/** The sidebar in a narrow window, where it takes the room of the list: closed until it is asked for. */
export const useNarrowSidebar = create<WindowState>(() => ({ sidebar: false }))

/** A failure that must be dealt with and belongs to no view: shown above all of them until it is dismissed. */
export type Notice = { readonly id: number; readonly message: string; readonly remedy: string }
let nextNotice = 1
export const useNotices = create<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }))
export const addNotice = (message: string, remedy: string): void =>
  useNotices.setState(({ notices }) => ({
    // More than two would push the view away that they speak of.
    notices: [...notices.filter((other) => other.message !== message).slice(-1), { id: nextNotice++, message, remedy }]
  }))
export const dismissNotice = (id: number): void =>
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))

/** A word on what was just done, such as "Link copied"; gone after a few seconds. */
export const useWhisper = create<{ readonly text: string }>(() => ({ text: '' }))
let fade: ReturnType<typeof setTimeout> | undefined
export const whisper = (text: string): void => {
  useWhisper.setState({ text })
  clearTimeout(fade)
  fade = setTimeout(() => useWhisper.setState({ text: '' }), 4000)
}
