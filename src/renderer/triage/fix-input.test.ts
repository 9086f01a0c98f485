import { expect, it } from 'vitest'
import { fixOf } from './fix-input.ts'

const none = { commit: '', title: '', release: '' }

it('takes a commit, a title, or a line that has both', () => {
  expect(fixOf({ ...none, commit: 'ABCDEF1' })).toEqual({
    kind: 'fixed',
    commit: 'abcdef1',
    title: null,
    release: null
  })
  expect(fixOf({ ...none, title: ' mm: fix it ', release: '6.13-rc2' })).toEqual({
    kind: 'fixed',
    commit: null,
    title: 'mm: fix it',
    release: '6.13-rc2'
  })
  for (const commit of [
    '1234567890ab ("mm: fix it")',
    'Fixes: 1234567890ab ("mm: fix it")',
    '1234567890ab mm: fix it'
  ]) {
    expect(fixOf({ ...none, commit })).toMatchObject({ commit: '1234567890ab', title: 'mm: fix it' })
  }
})

it('says what is wrong, and in which field', () => {
  expect(fixOf(none)).toMatchObject({ field: 'commit' })
  expect(fixOf({ ...none, commit: 'no hash' })).toMatchObject({ field: 'commit' })
  expect(fixOf({ ...none, commit: '1234567', release: 'next' })).toMatchObject({ field: 'release' })
  expect(fixOf({ ...none, title: 'x'.repeat(501) })).toMatchObject({ field: 'title' })
})
