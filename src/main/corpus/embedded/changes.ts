/** How often changes made by other processes are looked for, in milliseconds. */
const pollEvery = 1000

/** Tells listeners of committed changes: our own at once, those of other processes within about a second. */
export type Changes = {
  readonly onChange: (listener: (revision: number) => void) => () => void
  /** Takes note of the count of changes that the corpus has now. */
  readonly reached: (changes: number) => void
  readonly stop: () => void
}

/** `count` asks the corpus for the changes ever committed to it; `start` is what it answered when it was opened. */
export const watchChanges = (start: number, count: () => Promise<number>): Changes => {
  const listeners = new Set<(revision: number) => void>()
  let latest = start
  let asking = false
  let timer: NodeJS.Timeout | null = null

  const reached = (changes: number): void => {
    if (changes <= latest) return
    latest = changes
    for (const listener of listeners) listener(changes)
  }
  const poll = (): void => {
    if (asking) return
    asking = true
    count()
      .then(reached)
      // A reader that is gone is started again by the next read, and the next poll tells.
      .catch(() => undefined)
      .finally(() => {
        asking = false
      })
  }
  const stop = (): void => {
    if (timer) clearInterval(timer)
    timer = null
  }
  return {
    onChange: (listener) => {
      // Its own function, so that one listener given twice is told twice and can be taken away once.
      const own = (revision: number): void => listener(revision)
      listeners.add(own)
      timer ??= setInterval(poll, pollEvery).unref()
      return () => {
        listeners.delete(own)
        if (listeners.size === 0) stop()
      }
    },
    reached,
    stop: () => {
      listeners.clear()
      stop()
    }
  }
}
