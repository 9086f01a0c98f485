import { describe, expect, test } from 'vitest'
import { families } from '../families/families.ts'
import { firstOfPattern } from './first-of-pattern.ts'

const all = firstOfPattern(/a/)

describe('what a text starts with that a pattern fits', () => {
  test.each([
    [/^abc/, 'a'],
    [/^(?:BUG: )?[Uu]nable to/, 'BUu'],
    [/^(WARNING|INFO): x/, 'WI'],
    [/^(?:a: (?!b)|c(?:d|e))/, 'ac'],
    [/^(?:a?b|c)+x/, 'abc'],
    [/^\(x/, '('],
    [/^a [|)]x|^b/, 'ab'],
    [/^kernel/i, 'kK'],
    [/^(?=.*(?:x|y))(?:ab|c)/, 'ac'],
    [/^(?!ab|c)(?:a|b)x/, 'ab']
  ])('%s: %s', (pattern, first) => {
    expect(firstOfPattern(pattern)).toBe(first)
  })

  test.each([/^(?:ab)?/, /^[a-z]x/, /^\dx/, /^a|b/, /^.x/, /^(?<=a)b/, /^[^a]b/, /^a*b/, /^a{0,2}b/])(
    '%s: anything',
    (pattern) => {
      expect(firstOfPattern(pattern)).toBe(all)
      expect(all).toHaveLength(128)
    }
  )

  test('every family is asked for its own example', () => {
    const own = families.filter(({ header, example }) => header.test(example))
    expect(own.length).toBeGreaterThan(70)
    for (const { header, example } of own) expect(firstOfPattern(header)).toContain(example[0])
  })

  test('all families are told apart by it', () => {
    expect(families.filter(({ header }) => firstOfPattern(header) === all)).toEqual([])
  })
})
