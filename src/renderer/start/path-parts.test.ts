import { expect, it } from 'vitest'
import { pathParts } from './path-parts.ts'

it('keeps the folder of a file with its name', () => {
  expect(pathParts('/srv/crashes/6.12/nightly/all.oopsdesk')).toEqual({
    above: '/srv/crashes/6.12',
    last: '/nightly/all.oopsdesk'
  })
  expect(pathParts('C:\\Users\\you\\all.oopsdesk')).toEqual({ above: 'C:\\Users', last: '\\you\\all.oopsdesk' })
})

it('has nothing above a file near the root', () => {
  expect(pathParts('/srv/all.oopsdesk')).toEqual({ above: '', last: '/srv/all.oopsdesk' })
  expect(pathParts('all.oopsdesk')).toEqual({ above: '', last: 'all.oopsdesk' })
})
