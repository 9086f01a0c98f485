import { useSyncExternalStore } from 'react'

/** Below it a list and a tree of stacks have no room under each other, as at 200 % zoom on a laptop. */
const query = '(height <= 560px)'

const subscribe = (changed: () => void): (() => void) => {
  const low = matchMedia(query)
  low.addEventListener('change', changed)
  return () => low.removeEventListener('change', changed)
}

/** Whether one of the two is shown at a time. */
export const useLowView = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(query).matches)
