import { beforeEach, expect, it } from 'vitest'
import { corpusIdSchema, gestureIdSchema } from '../../shared/model/ids.ts'
import { addAct, forgetRegrouping, gesturesWith, lastRegrouping, sayDone, useDone, type Act } from './done.ts'

const corpus = corpusIdSchema.parse('abcdefghij')
const other = corpusIdSchema.parse('klmnopqrst')
const gesture = (digit: string) => gestureIdSchema.parse(digit.repeat(16))
const act = (...digits: readonly string[]): Act => ({
  corpus,
  undo: { kind: 'gestures', gestures: digits.map(gesture) },
  text: `Decided ${digits.join()}`
})

beforeEach(() => useDone.setState({ acts: [], done: null }))

it('undoes together what one command did in several requests', () => {
  addAct(act('1', '2'), null)
  addAct(act('3'), null)
  const { acts } = useDone.getState()
  expect(gesturesWith(acts, gesture('2'))).toEqual([gesture('1'), gesture('2')])
  expect(gesturesWith(acts, gesture('9'))).toEqual([gesture('9')])
})

it('forgets a regrouping that was taken back', () => {
  addAct({ corpus, undo: { kind: 'regrouping' }, text: 'Regrouped' }, null)
  expect(lastRegrouping(useDone.getState().acts, corpus)?.text).toBe('Regrouped')
  forgetRegrouping(other)
  expect(useDone.getState().acts).toHaveLength(1)
  forgetRegrouping(corpus)
  expect(useDone.getState()).toEqual({ acts: [], done: null })
})

it('offers to do again only what was undone', () => {
  addAct(act('1'), null)
  expect(useDone.getState().done?.again).toBe(false)
  sayDone('Undone: it', true)
  expect(useDone.getState().done).toMatchObject({ act: null, again: true })
})
