import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  bucketQueryOf,
  bucketsSearchSchema,
  compareSearchSchema,
  nextSort,
  parseSearch,
  reportSearchSchema,
  sortColumn,
  stringifySearch
} from './search.ts'

it('reads back what it wrote', () => {
  const search = fc.record({
    q: fc.string({ maxLength: 60 }),
    sort: fc.constantFrom('count', '-count', 'title', '-title', 'last-seen', '-last-seen', 'first-seen', '-first-seen')
  })
  fc.assert(
    fc.property(search, (written) => {
      const parsed = bucketsSearchSchema.parse(written)
      expect(bucketsSearchSchema.parse(parseSearch(stringifySearch(parsed)))).toEqual(parsed)
    })
  )
})

it('never fails on a search written by hand', () => {
  fc.assert(
    fc.property(fc.string(), (search) => {
      const record = parseSearch(search)
      bucketsSearchSchema.parse(record)
      reportSearchSchema.parse(record)
      compareSearchSchema.parse(record)
    })
  )
  expect(bucketsSearchSchema.parse({ sort: 'up', other: '0', q: 'x' })).toEqual({ q: 'x', sort: '-count' })
  expect(reportSearchSchema.parse({ line: '-4', view: 'other' })).toEqual({ line: null, view: 'report' })
  expect(reportSearchSchema.parse({ line: '12', view: 'raw' })).toEqual({ line: 12, view: 'raw' })
})

it('writes links a person can read', () => {
  const search = bucketsSearchSchema.parse({ q: 'ext4: a/b kind:bug,hang' })
  expect(stringifySearch(search)).toBe('?q=ext4:%20a%2Fb%20kind:bug,hang')
  expect(stringifySearch(bucketsSearchSchema.parse({}))).toBe('')
})

const asked = (address: string) =>
  bucketQueryOf(bucketsSearchSchema.parse(parseSearch(address)), 'Ada').terms.map(
    ({ field, values }) => `${field} ${values.join('|')}`
  )

it('understands addresses of before filters were one text', () => {
  expect(asked('?kinds=bug,hang')).toEqual(['kind bug|hang'])
  expect(asked('?q=ext4&statuses=new,came-back&tags=net,ipv6&owners=Doe%252C%20Jane,Ada&noted=1')).toEqual([
    'text ext4',
    'status new|came-back',
    'owner Doe, Jane|Ada',
    'tag net',
    'tag ipv6',
    'has triage'
  ])
  const parsed = bucketsSearchSchema.parse(parseSearch('?kinds=bug&sort=title'))
  expect(stringifySearch(parsed)).toBe('?q=kind:bug&sort=title')
})

it('turns a column round on the second click', () => {
  expect(nextSort('-count', 'count')).toBe('count')
  expect(nextSort('count', 'count')).toBe('-count')
  expect(nextSort('-count', 'title')).toBe('title')
  expect(sortColumn('-last-seen')).toEqual({ sort: 'last-seen', descending: true })
})

it('asks the engine for what is typed, and for the person by name', () => {
  const search = bucketsSearchSchema.parse({ q: 'ext4 -owner:me status:opne', sort: 'title' })
  expect(bucketQueryOf(search, 'Ada')).toEqual({
    text: '',
    terms: [
      { field: 'text', values: ['ext4'], not: false },
      { field: 'owner', values: ['Ada'], not: true }
    ],
    sort: 'title',
    descending: false
  })
})
