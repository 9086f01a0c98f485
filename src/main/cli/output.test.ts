import { expect, test } from 'vitest'
import { complaintOf } from './output.ts'

test('says a failure with what to do, and a bug without the window that is not there', () => {
  expect(complaintOf({ kind: 'path-missing', path: '/a' })).toBe('There is no file or folder at /a. Check the path.')
  expect(complaintOf({ kind: 'engine-bug', message: 'a null where none may be.' })).toBe(
    'The engine met a bug: a null where none may be.'
  )
})
