import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { indexNames } from './candidates.ts'
import type { Fingerprint } from './fingerprint.ts'
import type { Crash } from './rule.ts'
import { createSimilarityIndex } from './similarity-index.ts'

const join = 0.35

const crashOf = (crash: readonly string[]): Crash => {
  const fingerprint: Fingerprint = {
    kind: 'bug',
    type: 'OOPS',
    corrupted: true,
    frame: null,
    guiltyFile: null,
    access: null,
    titles: [],
    channels: { crash, allocated: [], freed: [], other: [] },
    locks: [],
    files: [],
    modules: [],
    kernel: null,
    kernelDay: null
  }
  return { fingerprint, seen: null, kernels: null }
}

/** The part of the functions that two crashes share. */
const score = (a: Crash, b: Crash): number => {
  const [one, two] = [a.fingerprint.channels.crash, b.fingerprint.channels.crash]
  return one.filter((name) => two.includes(name)).length / Math.max(one.length, two.length)
}

const unit = fc.integer({ min: 1, max: 12 })
const functions = fc.uniqueArray(fc.constantFrom('aa_1', 'bb_2', 'cc_3', 'dd_4', 'ee_5'), {
  minLength: 1,
  maxLength: 4
})
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('put' as const), unit, functions }) },
    fc.record({ kind: fc.constant('remove' as const), unit }),
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('neighbours' as const), unit }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('between' as const), units: fc.uniqueArray(unit) }) }
  ),
  { maxLength: 60, size: 'max' }
)

test('whatever was asked, put and removed before, neighbours and pairs are those of the crashes that are there', () => {
  fc.assert(
    fc.property(steps, fc.constantFrom(0, 6, 1000), (sequence, remembered) => {
      const crashes = new Map<number, Crash>()
      const index = createSimilarityIndex((number) => crashes.get(number) ?? null, score, join, { remembered })
      const scoreOf = (a: number, b: number): number => {
        const [one, two] = [crashes.get(a), crashes.get(b)]
        return one && two ? Math.fround(score(one, two)) : 0
      }
      for (const step of sequence) {
        if (step.kind === 'put' || step.kind === 'remove') {
          index.remove(step.unit)
          crashes.delete(step.unit)
          if (step.kind === 'remove') continue
          const crash = crashOf(step.functions)
          crashes.set(step.unit, crash)
          index.put(step.unit, crash)
        } else if (step.kind === 'neighbours') {
          const own = crashes.has(step.unit) ? [...crashes.keys()].filter((other) => other !== step.unit) : []
          const expected = own.filter((other) => scoreOf(step.unit, other) > join).sort((a, b) => a - b)
          const found = index.neighbours(step.unit).toSorted((a, b) => a.unit - b.unit)
          expect(found).toEqual(expected.map((other) => ({ unit: other, score: scoreOf(step.unit, other) })))
        } else {
          const present = step.units.filter((number) => crashes.has(number)).sort((a, b) => a - b)
          const expected = present.flatMap((a, at) =>
            present
              .slice(at + 1)
              .map((b) => ({ a, b, score: scoreOf(a, b) }))
              .filter((edge) => edge.score > 0)
          )
          const found = index.between(present, present).toSorted((one, two) => one.a - two.a || one.b - two.b)
          expect(found).toEqual(expected)
        }
      }
    }),
    { numRuns: 1000 }
  )
})

/** An index under limits that some of its names exceed. */
const limits = { common: 3, pillars: 1 }
const indexOf = (crashes: ReadonlyMap<number, Crash>) =>
  createSimilarityIndex((number) => crashes.get(number) ?? null, score, join, { limits })
const near = (index: ReturnType<typeof indexOf>, number: number): readonly number[] =>
  index
    .neighbours(number)
    .map((other) => other.unit)
    .sort((a, b) => a - b)
const crashes = fc
  .array(functions, { minLength: 1, maxLength: 12 })
  .map((lists) => new Map(lists.map((names, at): [number, Crash] => [at, crashOf(names)])))

test('of names that many have, which find each other depends on what is there alone', () => {
  let left = 0
  fc.assert(
    fc.property(crashes, fc.infiniteStream(fc.nat(11)), fc.boolean(), (all, chance, asked) => {
      const whole = indexOf(all)
      for (const [number, crash] of all) whole.put(number, crash)
      const present = new Map(all)
      const other = indexOf(present)
      for (const [number, crash] of [...all].reverse()) {
        other.put(number, crash)
        const [odd = 0] = chance
        if (asked) near(other, odd % 2 === 0 ? number : odd)
        if (odd % 3 === 0) {
          other.remove(number)
          other.put(number, crash)
        }
      }
      for (const number of all.keys()) {
        const found = near(whole, number)
        expect(near(other, number)).toEqual(found)
        for (const one of found) expect(near(whole, one)).toContain(number)
        const like = [...all.keys()].filter((one) => {
          const [a, b] = [all.get(one), all.get(number)]
          return one !== number && a && b && score(a, b) > join
        })
        left += like.length - found.length
      }
    }),
    { numRuns: 500 }
  )
  expect(left).toBeGreaterThan(0)
})

test('whose neighbours change when others come or go is known', () => {
  let changed = 0
  fc.assert(
    fc.property(crashes, fc.nat(11), fc.nat(12), (all, count, asked) => {
      const index = indexOf(all)
      const gone = [...all.keys()].slice(0, count)
      const stay = [...all.keys()].slice(count)
      const put = (number: number): void => {
        const crash = all.get(number)
        if (crash) index.put(number, crash)
      }
      stay.forEach(put)
      // Some have lists from before the others came.
      for (const number of stay.slice(0, asked)) near(index, number)
      gone.forEach(put)
      const before = stay.map((number) => near(index, number).filter((one) => !gone.includes(one)))
      const disturbed = index.disturbedBy(gone)
      for (const number of gone) index.remove(number)
      for (const [place, number] of stay.entries()) {
        const after = near(index, number)
        if (String(after) === String(before[place])) continue
        expect(disturbed).toContain(number)
        changed += 1
      }
    }),
    { numRuns: 500 }
  )
  expect(changed).toBeGreaterThan(0)
})

test('the functions of the test are names to be found by', () => {
  expect(indexNames(crashOf(['aa_1', 'bb_2']).fingerprint)).toEqual(['aa_1', 'bb_2'])
})
