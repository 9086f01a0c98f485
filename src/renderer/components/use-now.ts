import { create } from 'zustand'

const useClock = create<{ readonly now: number }>(() => ({ now: Date.now() }))

// One clock for all rows; the finest step shown is a minute.
setInterval(() => useClock.setState({ now: Date.now() }), 30_000)

/** Milliseconds since 1970, renewed every half minute. */
export const useNow = (): number => useClock((clock) => clock.now)
