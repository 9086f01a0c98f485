import { expect, test, vi } from 'vitest'
import { failed, success } from '../../shared/model/result.ts'
import { createRestarts } from './restart-policy.ts'

test('a sixth death within a minute is the last, and a start that fails counts as one', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    const givenUp = vi.fn<() => void>()
    let starts = 0
    const start = async () => (++starts === 2 ? failed('not yet') : success(starts))
    const restart = createRestarts(start, new AbortController().signal, givenUp)
    expect([await restart(), await restart(), await restart(), await restart()]).toEqual([1, 3, 4, 5])
    expect(givenUp).not.toHaveBeenCalled()
    expect(await restart()).toBeNull()
    expect(givenUp).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(60_001)
    expect(await restart()).toBe(6)
  } finally {
    vi.useRealTimers()
  }
})

test('a host that closes does not wait for the next start', async () => {
  const closing = new AbortController()
  const start = vi.fn(async () => success(1))
  const restart = createRestarts(start, closing.signal, () => undefined)
  const restarting = restart()
  closing.abort()
  expect(await restarting).toBeNull()
  expect(await restart()).toBeNull()
  expect(start).not.toHaveBeenCalled()
})
