import { beforeEach, expect, it } from 'vitest'
import { reportIdSchema } from '../../shared/model/ids.ts'
import { giveText, sidesOf, useGivenTexts } from './sides.ts'

const a = reportIdSchema.parse('0123456789abcdef-0')
const b = reportIdSchema.parse('fedcba9876543210-1')

beforeEach(() => useGivenTexts.setState({ texts: [] }))

it('compares two reports', () => {
  expect(sidesOf({ a, b, text: null }, [])).toEqual({
    kind: 'sides',
    a: { kind: 'report', report: a },
    b: { kind: 'report', report: b }
  })
})

it('puts a text in the place of the report that is left out', () => {
  const first = giveText('dmesg.txt', 'Oops')
  const second = giveText('Pasted text', 'BUG')
  const { texts } = useGivenTexts.getState()
  expect(sidesOf({ a, b: null, text: second }, texts)).toMatchObject({ b: { kind: 'text', text: 'BUG' } })
  expect(sidesOf({ a: null, b, text: first }, texts)).toMatchObject({ a: { name: 'dmesg.txt' }, b: { report: b } })
})

it('tells a text of another window from an address that names too little', () => {
  expect(sidesOf({ a, b: null, text: 3 }, [])).toEqual({ kind: 'lost' })
  expect(sidesOf({ a, b: null, text: null }, [])).toEqual({ kind: 'missing' })
  expect(sidesOf({ a: null, b: null, text: 1 }, [{ name: 'x', text: 'y' }])).toEqual({ kind: 'missing' })
})
