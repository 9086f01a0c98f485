import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameParts } from './name-parts.ts'

describe('nameParts', () => {
  it('keeps the end that tells logs of one run apart', () => {
    expect(nameParts('og_sess_bug__a612-kthread-2.log')).toEqual({ head: 'og_sess_bug__a612', tail: '-kthread-2.log' })
  })
  it('keeps a short name whole', () => {
    expect(nameParts('00297.log')).toEqual({ head: '', tail: '00297.log' })
    expect(nameParts('')).toEqual({ head: '', tail: '' })
  })
  it('loses nothing, keeps the tail short, and cuts no character in two', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        const { head, tail } = nameParts(name)
        expect(head + tail).toBe(name)
        expect(head.isWellFormed() && tail.isWellFormed()).toBe(true)
        if (tail.length > 14) expect([...new Intl.Segmenter('en').segment(tail)]).toHaveLength(1)
        if (name !== '') expect(tail).not.toBe('')
      })
    )
  })
})
