import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketsOf } from './buckets.ts'
import { groupsOfMany, type Likeness } from './many-units.ts'
import type { Edge, Link } from './rule.ts'

const join = 0.35
const groupsOf = (units: readonly string[], edges: readonly Edge[], links: readonly Link[]) =>
  bucketsOf(units, edges, links, { threshold: join })
const written = (groups: readonly (readonly string[])[]): readonly string[] =>
  groups.map((group) => group.toSorted().join(' ')).toSorted((a, b) => a.localeCompare(b))

const pairOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)
const likenessOf = (units: readonly string[], scores: ReadonlyMap<string, number>): Likeness => {
  const scoreOf = (a: string, b: string): number => scores.get(pairOf(a, b)) ?? 0
  return {
    near: (unit) => units.filter((other) => other !== unit && scoreOf(unit, other) > join),
    scores: (some, others) => {
      const pairs = new Set(some.flatMap((a) => others.flatMap((b) => (a === b ? [] : [pairOf(a, b)]))))
      const oriented = (a: string, b: string): readonly [string, string] =>
        some.includes(a) && others.includes(b) ? [a, b] : [b, a]
      return [...pairs].flatMap((pair): readonly Edge[] => {
        const [one = '', two = ''] = pair.split(' ')
        const [a, b] = oriented(one, two)
        return scoreOf(a, b) > 0 ? [{ a, b, score: scoreOf(a, b) }] : []
      })
    }
  }
}

const names = Array.from({ length: 14 }, (_, at) => `u${String(at).padStart(2, '0')}`)
const scores = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names), fc.constantFrom(0.1, 0.3, 0.4, 0.7, 0.9)), {
    maxLength: 60
  })
  .map((all) => new Map(all.flatMap(([a, b, score]) => (a === b ? [] : [[pairOf(a, b), score] as const]))))

test('few are grouped by all their scores, as if all were given at once', () => {
  fc.assert(
    fc.property(scores, (all) => {
      const edges = likenessOf(names, all).scores(names, names)
      const found = groupsOfMany(names, likenessOf(names, all), [], { groupsOf, join })
      expect(written(found)).toEqual(written(groupsOf(names, edges, [])))
    })
  )
})

test('of many a sample is grouped, in any order the same way, and nobody is lost', () => {
  fc.assert(
    fc.property(scores, fc.shuffledSubarray(names, { minLength: names.length }), (all, order) => {
      const options = { groupsOf, join, sampling: { whole: 4, sample: 3 } }
      const links: readonly Link[] = [
        { kind: 'together', a: 'u01', b: 'u09' },
        { kind: 'together', a: 'u09', b: 'u12' },
        { kind: 'apart', a: 'u12', b: 'u03' }
      ]
      const found = groupsOfMany(names, likenessOf(names, all), links, options)
      expect(found.flat().sort()).toEqual(names)
      expect(written(groupsOfMany(order, likenessOf(order, all), links, options))).toEqual(written(found))
      const home = found.find((group) => group.includes('u01'))
      expect(home).toEqual(expect.arrayContaining(['u09', 'u12']))
      expect(home).not.toContain('u03')
    }),
    { numRuns: 300 }
  )
})

test('a thousand that are all alike are one group, from a few of their scores', () => {
  const many = Array.from({ length: 1000 }, (_, at) => `m${String(at).padStart(4, '0')}`)
  let asked = 0
  const found = groupsOfMany(
    many,
    {
      near: (unit) => (unit === many[0] ? many.slice(1) : many.slice(0, 1)),
      scores: (some, others) => {
        asked += some.length * others.length
        return some.flatMap((a) => others.flatMap((b) => (a === b ? [] : [{ a, b, score: 0.6 }])))
      }
    },
    [],
    { groupsOf, join }
  )
  expect(found.map((group) => group.length)).toEqual([1000])
  expect(asked).toBeLessThan(1000 * 65)
})
