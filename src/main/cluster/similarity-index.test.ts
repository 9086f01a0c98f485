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
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('among' as const), units: fc.uniqueArray(unit) }) }
  ),
  { maxLength: 60, size: 'max' }
)

test('whatever was asked, put and removed before, neighbours and pairs are those of the crashes that are there', () => {
  fc.assert(
    fc.property(steps, fc.constantFrom(0, 6, 1000), (sequence, remembered) => {
      const crashes = new Map<number, Crash>()
      const index = createSimilarityIndex((number) => crashes.get(number) ?? null, score, join, remembered)
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
          const found = index.among(present).toSorted((one, two) => one.a - two.a || one.b - two.b)
          expect(found).toEqual(expected)
        }
      }
    }),
    { numRuns: 1000 }
  )
})

test('the functions of the test are names to be found by', () => {
  expect(indexNames(crashOf(['aa_1', 'bb_2']).fingerprint)).toEqual(['aa_1', 'bb_2'])
})
