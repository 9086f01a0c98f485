import { array, assert, constantFrom, infiniteStream, nat, property, record, uniqueArray } from 'fast-check'
import { expect, test } from 'vitest'
import { bucketsOf, type Decision, type Edge } from './buckets.ts'

const sorted = (buckets: readonly (readonly string[])[]): readonly string[] =>
  buckets.map((bucket) => bucket.toSorted().join(' ')).toSorted((a, b) => a.localeCompare(b))

const options = { threshold: 0.4 }

test('what is alike comes together, by the average of all members', () => {
  const edges: readonly Edge[] = [
    { a: 'a', b: 'b', score: 0.9 },
    { a: 'b', b: 'c', score: 0.6 }
  ]
  // c is like b, and not at all like a: 0.3 on average.
  expect(sorted(bucketsOf(['a', 'b', 'c'], edges, [], options))).toEqual(['a b', 'c'])
  expect(sorted(bucketsOf(['a', 'b', 'c'], [...edges, { a: 'a', b: 'c', score: 0.3 }], [], options))).toEqual(['a b c'])
})

test('units held together are one bucket, whatever the scores say', () => {
  expect(sorted(bucketsOf(['a', 'b', 'c'], [], [{ kind: 'together', a: 'a', b: 'c' }], options))).toEqual(['a c', 'b'])
})

test('units held apart never meet, not even through a third', () => {
  const edges = [
    { a: 'a', b: 'b', score: 0.99 },
    { a: 'b', b: 'c', score: 0.98 },
    { a: 'a', b: 'c', score: 0.97 }
  ]
  const buckets = bucketsOf(['a', 'b', 'c'], edges, [{ kind: 'apart', a: 'a', b: 'c' }], options)
  expect(sorted(buckets)).toEqual(['a b', 'c'])
})

test('the newest word on two units counts', () => {
  const together: Decision = { kind: 'together', a: 'a', b: 'b' }
  const apart: Decision = { kind: 'apart', a: 'a', b: 'b' }
  expect(sorted(bucketsOf(['a', 'b'], [], [apart, together], options))).toEqual(['a b'])
  expect(sorted(bucketsOf(['a', 'b'], [{ a: 'a', b: 'b', score: 1 }], [together, apart], options))).toEqual(['a', 'b'])
})

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const
const edgeArbitrary = record({
  a: constantFrom(...names),
  b: constantFrom(...names),
  // Few distinct scores, so that ties are common.
  score: constantFrom(0.2, 0.45, 0.5, 0.6, 0.9)
})
const edgesArbitrary = uniqueArray(
  edgeArbitrary.filter(({ a, b }) => a < b),
  { selector: ({ a, b }) => `${a} ${b}`, maxLength: 28 }
)

test('no order of units, edges or sides of an edge changes the buckets', () => {
  assert(
    property(edgesArbitrary, infiniteStream(nat(1000)), (edges, stream) => {
      const random = (): number => stream.next().value ?? 0
      const shuffle = <Item>(items: readonly Item[]): readonly Item[] =>
        items
          .map((item) => ({ item, at: random() }))
          .toSorted((x, y) => x.at - y.at)
          .map(({ item }) => item)
      const turned = edges.map((edge) => (random() % 2 === 0 ? edge : { a: edge.b, b: edge.a, score: edge.score }))
      expect(sorted(bucketsOf(shuffle(names), shuffle(turned), [], options))).toEqual(
        sorted(bucketsOf(names, edges, [], options))
      )
    })
  )
})

test('components grouped each on its own give what all give at once', () => {
  assert(
    property(edgesArbitrary, edgesArbitrary, (one, two) => {
      const other = two.map(({ a, b, score }) => ({ a: `${a}2`, b: `${b}2`, score }))
      const others = names.map((name) => `${name}2`)
      const whole = sorted(bucketsOf([...names, ...others], [...one, ...other], [], options))
      const parts = [...bucketsOf(names, one, [], options), ...bucketsOf(others, other, [], options)]
      expect(sorted(parts)).toEqual(whole)
    })
  )
})

test('every unit is in one bucket, and no decision to hold apart is broken', () => {
  const decisionArbitrary = record({
    kind: constantFrom('together' as const, 'apart' as const),
    a: constantFrom(...names),
    b: constantFrom(...names)
  })
  assert(
    property(edgesArbitrary, array(decisionArbitrary, { maxLength: 6 }), (edges, decisions) => {
      const buckets = bucketsOf(names, edges, decisions, options)
      expect(buckets.flat().toSorted((a, b) => a.localeCompare(b))).toEqual([...names])
      const last = decisions.findLast(({ a, b }) => a !== b)
      if (last === undefined) return
      const together = buckets.some((bucket) => bucket.includes(last.a) && bucket.includes(last.b))
      expect(together).toBe(last.kind === 'together')
    })
  )
})
