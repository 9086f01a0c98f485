import { expect, test } from 'vitest'
import { cameBack, type SeenKernel } from './came-back.ts'

const fixed = { kind: 'fixed', commit: null, title: null, release: null } as const
const since = Date.parse('2024-11-01T00:00Z')
const earlier = Date.parse('2024-08-01T00:00Z')
const later = Date.parse('2024-12-01T00:00Z')

const on = (kernel: string, parts: Partial<SeenKernel> = {}): SeenKernel => ({
  kernel,
  first: earlier,
  last: null,
  known: false,
  ...parts
})

const before = on('6.10.0', { last: earlier })

test('a time that a log states is evidence, one of its file is not', () => {
  expect(cameBack(fixed, since, [before, on('6.11.0', { first: later, last: later })])).toEqual({
    certain: false,
    text: 'It was seen on 6.11.0 after it was called fixed, and on nothing newer than 6.10.0 before.'
  })
  expect(cameBack(fixed, since, [before, on('6.11.0', { first: later })])).toBeNull()
})

test('a kernel that was not there when it was called fixed is evidence without a time', () => {
  const text =
    'It was seen on 6.14.0-rc3, which was released after it was called fixed, and on nothing newer than 6.10.0 before.'
  expect(cameBack(fixed, since, [before, on('6.14.0-rc3', { first: later })])).toEqual({ certain: false, text })
  // Nor can it have been seen before, though its file says so: that is of 1970, or of a clock that was wrong.
  expect(cameBack(fixed, since, [before, on('6.14.0-rc3', { first: 0 })])?.text).toBe(text)
  expect(cameBack(fixed, since, [before, on('6.14.0-rc3', { first: earlier })])?.text).toBe(text)
  expect(cameBack(fixed, since, [before, on('6.14.7-arch1', { first: later })])?.text).toContain('on 6.14.7-arch1,')
  // A stable release of an old series may be of any year after.
  expect(cameBack(fixed, since, [before, on('6.10.14-arch1', { first: later })])).toBeNull()
  // 6.12 came two weeks later: too near to tell by the version alone.
  expect(cameBack(fixed, since, [before, on('6.12.0', { first: later })])).toBeNull()
})

test('what the bucket was called fixed with was seen before, whenever its file was copied', () => {
  const copied = on('6.11.0', { first: later, known: true })
  expect(cameBack(fixed, since, [copied, on('6.11.5', { first: later, last: later })])?.text).toContain(
    'on nothing newer than 6.11.0 before'
  )
  expect(cameBack(fixed, since, [copied, on('6.10.0', { first: later, last: later })])).toBeNull()
})

test('a named release needs no time', () => {
  const release = { ...fixed, release: '6.11' }
  expect(cameBack(release, since, [before, on('6.11.0', { first: later })])).toEqual({
    certain: true,
    text: 'It was seen on 6.11.0, which has the fix of 6.11.'
  })
  expect(cameBack(release, since, [before])).toBeNull()
})
