import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createPool } from './pool.ts'
import { startCallThread, ThreadEnded, type CallThread } from './typed-calls.ts'
import type { FixtureMethods } from './typed-calls.fixture.ts'

const file = fileURLToPath(new URL('./typed-calls.fixture.ts', import.meta.url))

const makePool = (size: number) => {
  const started: CallThread<FixtureMethods>[] = []
  const pool = createPool<FixtureMethods>(size, () => {
    const thread = startCallThread<FixtureMethods>(file, started.length)
    started.push(thread)
    return thread
  })
  return { pool, started, end: () => pool.close((thread) => thread.call('add', 0, 0)) }
}

test('starts no more threads than its size, and no thread while one is idle', async () => {
  const { pool, started, end } = makePool(2)
  for (let index = 0; index < 3; index += 1) await pool.call('add', index, 1)
  expect(started).toHaveLength(1)
  const sums = await Promise.all([1, 2, 3, 4, 5].map((value) => pool.call('add', value, 1)))
  expect(sums).toEqual([2, 3, 4, 5, 6])
  expect(started).toHaveLength(2)
  await end()
})

test('a call whose thread dies is made once more in a new thread', async () => {
  const { pool, started, end } = makePool(1)
  expect(await pool.call('endFirst')).toBe('answered by thread 1')
  expect(started).toHaveLength(2)
  await end()
})

test('a call that kills each thread is given up, and the next call is answered', async () => {
  const { pool, started, end } = makePool(1)
  await expect(pool.call('end', 1)).rejects.toBeInstanceOf(ThreadEnded)
  expect(started).toHaveLength(2)
  expect(await pool.call('add', 1, 2)).toBe(3)
  await end()
})

test('closing answers the calls under way and refuses later ones', async () => {
  const { pool, started, end } = makePool(2)
  const under = Promise.all([1, 2, 3].map((value) => pool.call('add', value, 0)))
  await Promise.resolve()
  await end()
  expect(await under).toEqual([1, 2, 3])
  expect(started.every((thread) => thread.ended())).toBe(true)
  await expect(pool.call('add', 1, 1)).rejects.toThrow('closed')
})
