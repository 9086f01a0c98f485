import { array, assert, constantFrom, nat, property } from 'fast-check'
import { expect, it } from 'vitest'
import { createTextReceiver } from './log-texts.ts'

it('puts a text and its lines together, wherever the pieces were cut', () => {
  const letters = array(constantFrom('a', '\n', '\u{1f427}', 'é'), { maxLength: 40 })
  assert(
    property(letters, array(nat(40)), (chosen, cuts) => {
      const whole = chosen.join('')
      const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)), whole.length].sort((a, b) => a - b)
      const receiver = createTextReceiver()
      places.forEach((from, index) => {
        const piece = whole.slice(from, places[index + 1])
        if (index + 1 < places.length && piece !== '') receiver.take(piece)
      })
      const { text, lines } = receiver.end()
      expect(text).toBe(whole)
      expect(lines).toEqual(whole.split('\n'))
    })
  )
})
