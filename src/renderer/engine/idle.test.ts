import { expect, it } from 'vitest'
import { holdBusy, whenIdle, whileBusy } from './idle.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

it('waits for what is held, and for what began meanwhile', async () => {
  const order: string[] = []
  const first = holdBusy()
  const idle = whenIdle(turn, () => false).then(() => order.push('idle'))
  await turn()
  const second = holdBusy()
  first()
  await turn()
  order.push('second ends')
  second()
  await idle
  expect(order).toEqual(['second ends', 'idle'])
})

it('lets go of work that failed, and only once', async () => {
  await expect(whileBusy(Promise.reject(new Error('no')))).rejects.toThrow('no')
  const release = holdBusy()
  release()
  release()
  const other = holdBusy()
  let idle = false
  const wait = async (): Promise<void> => {
    await whenIdle(turn, () => false)
    idle = true
  }
  const waiting = wait()
  await turn()
  await turn()
  expect(idle).toBe(false)
  other()
  await waiting
})

it('waits for parts that say they are busy', async () => {
  let parts = 2
  await whenIdle(turn, () => parts-- > 0)
  expect(parts).toBe(-1)
})
