import { expect, test } from 'vitest'
import { signatureOf } from './signature.ts'

test('reports of one title share a signature, torn or not', () => {
  const whole = signatureOf({ title: 'kernel BUG in f', corrupted: false })
  const torn = signatureOf({ title: 'kernel BUG in f', corrupted: true })
  expect(torn.signature).toBe(whole.signature)
  expect(torn.reason).not.toBe(whole.reason)
})

test('another title is another signature', () => {
  expect(signatureOf({ title: 'WARNING in f', corrupted: false }).signature).not.toBe(
    signatureOf({ title: 'WARNING in g', corrupted: false }).signature
  )
})
