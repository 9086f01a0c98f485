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
