import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { startCallThread, ThreadEnded, type CallThread } from './typed-calls.ts'
import type { FixtureMethods } from './typed-calls.fixture.ts'

const threads: CallThread<FixtureMethods>[] = []
const start = (data: unknown = null): CallThread<FixtureMethods> => {
  const thread = startCallThread<FixtureMethods>(
    fileURLToPath(new URL('./typed-calls.fixture.ts', import.meta.url)),
    data
  )
  threads.push(thread)
  return thread
}
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.stop()
})

test('answers each call with its own answer, whatever the order they are awaited in', async () => {
  const { call } = start()
  const sums = Array.from({ length: 50 }, (_, index) => call('add', index, 1))
  expect(await Promise.all(sums.toReversed())).toEqual(Array.from({ length: 50 }, (_, index) => 50 - index))
  expect(await call('later', 'x')).toBe('x')
})

test('hands the thread its data', async () => {
  expect(await start({ file: 'a' }).call('given')).toEqual({ file: 'a' })
})

test('carries an exception over with its name, message and place, and goes on', async () => {
  const { call } = start()
  const error = await call('fail', 'too far').catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'RangeError', message: 'too far' })
  expect((error as Error).stack).toContain('typed-calls.fixture')
  expect(await call('add', 1, 1)).toBe(2)
})

test('refuses an answer that cannot cross, and a method that is not there', async () => {
  const { call } = start()
  await expect(call('unclonable')).rejects.toThrow('could not be cloned')
  await expect(call('toString' as 'never')).rejects.toThrow('does not serve toString')
})

test('bytes cross whole, views without their surroundings, and arguments stay with the caller', async () => {
  const { call } = start()
  const bytes = await call('bytes', 100_000)
  expect([bytes.length, bytes[99_999]]).toEqual([100_000, 7])
  expect([...(await call('view'))]).toEqual([9, 9, 9, 9])
  const own = new Uint8Array([5, 6])
  expect(await call('firstByte', own)).toBe(5)
  expect([...own]).toEqual([5, 6])
})

test('a thread that exits rejects the calls under way and those that come after, and tells its owner', async () => {
  const thread = start()
  const told = new Promise<Error>((resolve) => thread.onExit(resolve))
  const waiting = thread.call('never').catch((thrown: unknown) => thrown)
  const ending = thread.call('end', 3).catch((thrown: unknown) => thrown)
  expect(thread.pending()).toBe(2)
  expect(await waiting).toBeInstanceOf(ThreadEnded)
  expect(String(await ending)).toContain('exit code 3')
  expect(await told).toBeInstanceOf(ThreadEnded)
  expect(thread.pending()).toBe(0)
  await expect(thread.call('add', 1, 1)).rejects.toBeInstanceOf(ThreadEnded)
})

test('a thread that crashes says why', async () => {
  const thread = start()
  const waiting = thread.call('never').catch((thrown: unknown) => thrown)
  await thread.call('crash').catch(() => null)
  expect(String(await waiting)).toContain('out of luck')
})
