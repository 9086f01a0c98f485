import { expect, it } from 'vitest'
import { scoreText } from './score-text.ts'

it.each([
  [0, '0 %'],
  [0.001, '1 %'],
  [0.5, '50 %'],
  [0.999, '99 %'],
  [1, '100 %']
])('says %d as %s', (score, text) => expect(scoreText(score)).toBe(text))
