import { ThreadEnded, type Call, type CallThread, type Methods } from './typed-calls.ts'

/** Threads that serve the same methods, none of which changes anything. */
export type Pool<Served extends Methods> = {
  /** Asks the least busy thread. When it dies of the call, or while it answers another, one more thread is asked. */
  readonly call: Call<Served>
  /** Waits for the calls under way, then calls `end` in each thread and ends it. */
  readonly close: (end: (thread: CallThread<Served>) => Promise<unknown>) => Promise<void>
}

/** `start` is called when a thread is needed, so that one that dies at its start is not started over and over. */
export const createPool = <Served extends Methods>(size: number, start: () => CallThread<Served>): Pool<Served> => {
  const threads: CallThread<Served>[] = []
  let closed = false

  const leastBusy = (): CallThread<Served> => {
    if (closed) throw new Error('these threads are closed')
    const live = threads.filter((thread) => !thread.ended())
    threads.splice(0, threads.length, ...live)
    const [best] = live.sort((a, b) => a.pending() - b.pending())
    if (best && (best.pending() === 0 || live.length >= size)) return best
    const fresh = start()
    threads.push(fresh)
    return fresh
  }

  return {
    call: async (name, ...args) => {
      try {
        return await leastBusy().call(name, ...args)
      } catch (thrown) {
        if (!(thrown instanceof ThreadEnded) || closed) throw thrown
        return leastBusy().call(name, ...args)
      }
    },
    close: async (end) => {
      closed = true
      // Calls are answered in order, so `end` comes after all of them; a thread that is gone needs none.
      await Promise.allSettled(threads.map(end))
      await Promise.all(threads.map((thread) => thread.stop()))
    }
  }
}
