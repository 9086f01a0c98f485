import { expect, test } from 'vitest'
import { createObjects, letters } from './objects.ts'

test('what stands at the same place is one object with one name', () => {
  const objects = createObjects()
  expect(objects.bind('ffff1', 'ffff9')).toBe(true)
  expect(objects.bind('ffff1', 'ffff9')).toBe(true)
  expect(objects.nameOfA('ffff1')).toBe('ptr A')
  expect(objects.nameOfB('ffff9')).toBe('ptr A')
})

test('an object that has become two, or two that have become one, is told', () => {
  const objects = createObjects()
  objects.bind('ffff1', 'ffff9')
  expect(objects.bind('ffff1', 'ffff8')).toBe(false)
  expect(objects.bind('ffff2', 'ffff9')).toBe(false)
  expect(objects.nameOfB('ffff8')).toBe('ptr B')
})

test('names go on behind Z', () => {
  expect([0, 25, 26, 27, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'AB', 'ZZ', 'AAA'])
})
