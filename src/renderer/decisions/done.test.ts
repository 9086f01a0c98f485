import { beforeEach, expect, it } from 'vitest'
import { bucketIdSchema, corpusIdSchema } from '../../shared/model/ids.ts'
import { addAct, forgetAct, forgetDecisions, forgetRegrouping, lastAct, useDone, type Act } from './done.ts'

const corpus = corpusIdSchema.parse('abcdefghij')
const other = corpusIdSchema.parse('klmnopqrst')
const noted = bucketIdSchema.parse('0123456789ab')
const act = (...decisions: readonly string[]): Act => ({
  corpus,
  undo: { kind: 'decisions', decisions },
  text: `Decided ${decisions.join()}`
})

beforeEach(() => useDone.setState({ acts: [], done: null }))

it('undoes the last act of the corpus on show first', () => {
  addAct(act('1'), null)
  addAct({ ...act('2'), corpus: other }, null)
  expect(lastAct(useDone.getState().acts, corpus)?.text).toBe('Decided 1')
  expect(lastAct(useDone.getState().acts, null)).toBeNull()
})

it('forgets an act when the last of its decisions was taken back elsewhere', () => {
  addAct(act('1'), null)
  addAct(act('2', '3'), null)
  forgetDecisions(['2'])
  expect(useDone.getState().done?.text).toBe('Decided 2,3')
  forgetDecisions(['2', '3'])
  expect(useDone.getState()).toMatchObject({ acts: [{ text: 'Decided 1' }], done: null })
})

it('forgets one act alone', () => {
  const note: Act = { corpus, undo: { kind: 'note', bucket: noted, text: '', revision: 1 }, text: 'Quoted' }
  addAct(act('1'), null)
  addAct(note, null)
  forgetAct(note)
  expect(useDone.getState()).toMatchObject({ acts: [{ text: 'Decided 1' }], done: null })
})

it('forgets a regrouping that was taken back', () => {
  addAct({ corpus, undo: { kind: 'regrouping' }, text: 'Regrouped' }, null)
  forgetRegrouping(other)
  expect(useDone.getState().acts).toHaveLength(1)
  forgetRegrouping(corpus)
  expect(useDone.getState()).toEqual({ acts: [], done: null })
})
