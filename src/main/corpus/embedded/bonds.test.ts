import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBonds, type Bond } from './bonds.ts'

const groupsOf = (units: readonly string[], bonds: readonly Bond[]): readonly string[] => {
  const all = createBonds()
  for (const bond of bonds) all.add(bond)
  return [...new Set(units.map((unit) => [...all.boundWith(unit)].sort().join('')))].sort()
}

test('what is bound to the same is bound together', () => {
  expect(
    groupsOf(
      ['a', 'b', 'c', 'd'],
      [
        { kind: 'same', units: ['a', 'b'] },
        { kind: 'same', units: ['b', 'c'] }
      ]
    )
  ).toEqual(['abc', 'd'])
})

test('a bond gives way to those before it, and binds what they leave', () => {
  expect(
    groupsOf(
      ['a', 'b', 'c'],
      [
        { kind: 'different', left: ['b'], right: ['a', 'c'] },
        { kind: 'same', units: ['a', 'b', 'c'] }
      ]
    )
  ).toEqual(['ac', 'b'])
  expect(
    groupsOf(
      ['a', 'b'],
      [
        { kind: 'same', units: ['a', 'b'] },
        { kind: 'different', left: ['a'], right: ['b'] }
      ]
    )
  ).toEqual(['ab'])
})

test('classes that are joined keep what each is apart from', () => {
  expect(
    groupsOf(
      ['a', 'b', 'c', 'd'],
      [
        { kind: 'different', left: ['a'], right: ['d'] },
        { kind: 'same', units: ['b', 'c'] },
        { kind: 'same', units: ['a', 'b'] },
        { kind: 'same', units: ['c', 'd'] }
      ]
    )
  ).toEqual(['abc', 'd'])
})

test('links name each bond between the units at hand once', () => {
  const bonds = createBonds()
  bonds.add({ kind: 'different', left: ['a', 'b'], right: ['x'] })
  bonds.add({ kind: 'same', units: ['a', 'b'] })
  const links = bonds.links(['x', 'b', 'a', 'unbound'])
  expect(links.filter(({ kind }) => kind === 'together')).toEqual([{ kind: 'together', a: 'b', b: 'a' }])
  expect(links.filter(({ kind }) => kind === 'apart')).toHaveLength(1)
  expect(bonds.links(['b', 'unbound'])).toEqual([])
})

/** The same with every pair of units that is apart, one by one. */
const pairwise = (all: readonly string[], bonds: readonly Bond[]) => {
  const classes = new Map(all.map((unit) => [unit, [unit]]))
  const pairs = new Set<string>()
  const membersOf = (unit: string): readonly string[] => classes.get(unit) ?? []
  const areApart = (a: string, b: string): boolean =>
    membersOf(a).some((one) => membersOf(b).some((two) => pairs.has([one, two].sort().join(' '))))
  for (const bond of bonds) {
    if (bond.kind === 'same') {
      const groups: string[] = []
      for (const unit of bond.units) {
        const group = groups.find((first) => !areApart(first, unit))
        if (group === undefined) groups.push(unit)
        else {
          const members = [...new Set([...membersOf(group), ...membersOf(unit)])]
          for (const member of members) classes.set(member, members)
        }
      }
    } else {
      for (const a of bond.left) {
        for (const b of bond.right) if (!membersOf(a).includes(b)) pairs.add([a, b].sort().join(' '))
      }
    }
  }
  return { membersOf, areApart }
}

test('sides of partings say of each two classes what pairs of their units would', () => {
  const units = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const some = fc.subarray(units, { minLength: 1, maxLength: 4 })
  const bond: fc.Arbitrary<Bond> = fc.oneof(
    fc.record({ kind: fc.constant('same' as const), units: some }),
    fc.record({ kind: fc.constant('different' as const), left: some, right: some })
  )
  fc.assert(
    fc.property(fc.array(bond, { maxLength: 8 }), (list) => {
      const bonds = createBonds()
      for (const one of list) bonds.add(one)
      const expected = pairwise(units, list)
      const links = bonds.links(units)
      for (const a of units) {
        expect([...bonds.boundWith(a)].sort()).toEqual([...expected.membersOf(a)].sort())
        for (const b of units) {
          const linked = links.some(
            (link) =>
              link.kind === 'apart' &&
              ((bonds.boundWith(a).has(link.a) && bonds.boundWith(b).has(link.b)) ||
                (bonds.boundWith(a).has(link.b) && bonds.boundWith(b).has(link.a)))
          )
          expect(linked).toBe(!expected.membersOf(a).includes(b) && expected.areApart(a, b))
        }
      }
    }),
    { numRuns: 500 }
  )
})
