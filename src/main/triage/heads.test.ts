import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { headsOf, type Version } from './heads.ts'

const version = (act: string, time: number, over: readonly string[], undone = false): Version => ({
  act,
  time,
  over,
  undone
})
const acts = (versions: readonly Version[]): readonly string[] => headsOf(versions).map(({ act }) => act)

test('a text stands until one was typed over it, and again when that is undone', () => {
  const chain = [version('a', 1, []), version('b', 2, ['a']), version('c', 3, ['b'])]
  expect(acts(chain)).toEqual(['c'])
  expect(acts(chain.map((one) => (one.act === 'c' ? { ...one, undone: true } : one)))).toEqual(['b'])
  // What lies under an undone one stays under those that were typed over that.
  expect(acts(chain.map((one) => (one.act === 'b' ? { ...one, undone: true } : one)))).toEqual(['c'])
})

test('two that were typed apart stand both, the newest first, until one is typed over both', () => {
  const parted = [version('a', 1, []), version('b', 2, ['a']), version('c', 3, ['a'])]
  expect(acts(parted)).toEqual(['c', 'b'])
  expect(acts([...parted, version('d', 4, ['b', 'c'])])).toEqual(['d'])
})

test('no ring of versions makes every text vanish', () => {
  const mine = version('m', 1, [])
  expect(acts([mine, version('x', 2, ['y', 'm']), version('y', 3, ['x', 'm'])])).toEqual(['y'])
  expect(acts([version('x', 2, ['x'])])).toEqual(['x'])
})

test('of versions that are not undone at least one stands, in whatever order they come', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const some = fc.uniqueArray(
    fc.record({ act: name, time: fc.nat({ max: 5 }), over: fc.array(name, { maxLength: 3 }), undone: fc.boolean() }),
    { selector: ({ act }) => act }
  )
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat()), (versions, picks) => {
      const stand = acts(versions)
      expect(stand.length > 0).toBe(versions.some(({ undone }) => !undone))
      const rest = [...versions]
      const shuffled = versions.map(() => rest.splice((picks.next().value ?? 0) % rest.length, 1)[0])
      expect(acts(shuffled.filter((one) => one !== undefined))).toEqual(stand)
    })
  )
})
