import { setTimeout as wait } from 'node:timers/promises'
import type { Result } from '../../shared/model/result.ts'

const restartLimit = 5
const restartWindow = 60_000
const firstWait = 100

/**
 * Starts a dead engine again, at most five times a minute and each time after a longer wait; a start that fails counts
 * as a death. `restart` answers null when the host is closing, or when it has given up, which `onGivenUp` is told once.
 */
export const createRestarts = <Engine>(
  start: () => Promise<Result<Engine, unknown>>,
  closing: AbortSignal,
  onGivenUp: () => void
): (() => Promise<Engine | null>) => {
  let deaths: readonly number[] = []
  const restart = async (): Promise<Engine | null> => {
    const now = performance.now()
    deaths = [...deaths.filter((time) => now - time < restartWindow), now]
    if (closing.aborted) return null
    if (deaths.length > restartLimit) {
      onGivenUp()
      return null
    }
    try {
      await wait(firstWait * 2 ** (deaths.length - 1), null, { signal: closing })
    } catch {
      return null
    }
    const again = await start()
    return again.ok ? again.value : restart()
  }
  return restart
}
