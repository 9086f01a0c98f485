import { expect, test } from 'vitest'
import { buildReport, type ReportParts } from '../../../tests/builders/report.ts'
import { fingerprintOf } from './fingerprint.ts'
import { signatureOf, type Signature } from './signature.ts'

const signature = (parts: ReportParts): Signature => signatureOf(fingerprintOf(buildReport(parts)))
const stack = { title: 'kernel BUG in f', frames: ['f', 'g', 'h'] }

test('reports that differ in nothing but machine, time and build share a signature', () => {
  const one = signature(stack)
  expect(signature({ ...stack, arch: 'arm64', command: 'dd', kernel: '6.15.0-rc1' }).text).toBe(one.text)
  // The builder names source files after functions.
  const clones = signature({ ...stack, frames: ['f.isra.0', 'g.constprop.0', 'h'] }).fingerprint
  expect({ ...clones, files: one.fingerprint.files }).toEqual(one.fingerprint)
  expect(one.fingerprint).toEqual(signature({ ...stack, kernel: '6.15.0-rc1' }).fingerprint)
})

test.each([
  ['another title', { title: 'WARNING in f' }],
  ['another caller', { frames: ['f', 'g', 'i'] }],
  ['another type', { type: 'WARNING' }],
  ['another kernel series', { kernel: '5.4.0-rc2' }]
] satisfies readonly (readonly [string, ReportParts])[])('%s is another signature', (_name, parts) => {
  expect(signature({ ...stack, ...parts }).text).not.toBe(signature(stack).text)
})

test('a torn report goes by its call trace, whatever its title', () => {
  const torn = signature({ ...stack, corrupted: true })
  expect(signature({ ...stack, corrupted: true, title: 'kernel BUG in corrupted' }).text).toBe(torn.text)
  expect(torn.text).not.toBe(signature(stack).text)
  expect(torn.fingerprint.titles).toEqual([])
  expect(torn.reason).toContain('torn')
})

test('a torn report without a call trace stands for itself, a whole one goes by its title', () => {
  expect(signature({ title: 'kernel BUG in f', frame: 'f', frames: [], corrupted: true }).text).toBeNull()
  const whole = signature({ title: 'unregister_netdevice: waiting for DEV to become free', frames: [] })
  expect(whole.text).not.toBeNull()
})
