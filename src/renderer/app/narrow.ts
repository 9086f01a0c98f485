import { useSyncExternalStore } from 'react'

/** As in the styles: up to here the list alone is shown, as at 200 % zoom on a laptop. */
const query = '(width <= 820px)'

const subscribe = (changed: () => void): (() => void) => {
  const narrow = matchMedia(query)
  narrow.addEventListener('change', changed)
  return () => narrow.removeEventListener('change', changed)
}

export const isNarrow = (): boolean => matchMedia(query).matches

/** Whether the window is too narrow for panes beside the list. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, isNarrow)

/** Pixels; below it a list has no room under all that is known of a bucket. */
const lowWindow = 760

export const isLow = (): boolean => window.innerHeight <= lowWindow
