import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { crashKinds } from '../../shared/model/crash-kind.ts'
import {
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
    kinds: fc.uniqueArray(fc.constantFrom(...crashKinds)),
    statuses: fc.uniqueArray(fc.constantFrom('new', 'fixed', 'came-back', 'duplicate')),
    tags: fc.uniqueArray(fc.constantFrom('flaky', 'needs 50%', '%2C', 'a%252Cb')),
    owners: fc.uniqueArray(fc.constantFrom('Jane Doe', 'Doe, Jane <jane@example.org>', '100%', '&=#')),
    sort: fc.constantFrom('count', '-count', 'title', '-title', 'last-seen', '-last-seen', 'first-seen', '-first-seen'),
    noted: fc.boolean()
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
  expect(bucketsSearchSchema.parse({ kinds: 'bug,nonsense,bug', sort: 'up', noted: '0', q: 'x' })).toEqual({
    q: 'x',
    statuses: [],
    kinds: ['bug'],
    tags: [],
    owners: [],
    sort: '-count',
    noted: false
  })
  expect(reportSearchSchema.parse({ line: '-4', view: 'other' })).toEqual({ line: null, view: 'report' })
  expect(reportSearchSchema.parse({ line: '12', view: 'raw' })).toEqual({ line: 12, view: 'raw' })
})

it('writes links a person can read', () => {
  const search = bucketsSearchSchema.parse({ q: 'ext4: a/b', kinds: 'bug,hang' })
  expect(stringifySearch(search)).toBe('?q=ext4:%20a%2Fb&kinds=bug,hang')
  expect(stringifySearch(bucketsSearchSchema.parse({}))).toBe('')
})

it('turns a column round on the second click', () => {
  expect(nextSort('-count', 'count')).toBe('count')
  expect(nextSort('count', 'count')).toBe('-count')
  expect(nextSort('-count', 'title')).toBe('title')
  expect(sortColumn('-last-seen')).toEqual({ sort: 'last-seen', descending: true })
})
