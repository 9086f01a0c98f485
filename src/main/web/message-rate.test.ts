import { expect, it } from 'vitest'
import { createMessageRate } from './message-rate.ts'

it('lets a burst pass, then asks for a pause that grows with the debt', () => {
  const rate = createMessageRate(3, 10, () => 0)
  expect([rate(), rate(), rate(), rate(), rate()]).toEqual([0, 0, 0, 100, 200])
})

it('fills again with time, up to the burst', () => {
  let time = 0
  const rate = createMessageRate(3, 10, () => time)
  for (let messages = 0; messages < 5; messages += 1) rate()
  time = 300
  expect(rate()).toBe(0)
  expect(rate()).toBe(100)
  time = 1_000_000
  expect([rate(), rate(), rate(), rate()]).toEqual([0, 0, 0, 100])
})
