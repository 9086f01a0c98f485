import { create } from 'zustand'

/** `refused`: the host does not know this window; only the printed link helps. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused'

export const useConnection = create<{
  readonly state: ConnectionState
  /** Counts connections; a new one may be to another engine. */
  readonly epoch: number
}>(() => ({ state: 'connecting', epoch: 0 }))
