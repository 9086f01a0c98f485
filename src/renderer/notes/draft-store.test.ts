import { afterEach, expect, it, vi } from 'vitest'
import { bucketIdSchema, corpusIdSchema } from '../../shared/model/ids.ts'
import { draftStore } from './draft-store.ts'

const corpus = corpusIdSchema.parse('abcdefghij')
const bucket = bucketIdSchema.parse('0123456789ab')

afterEach(() => void vi.unstubAllGlobals())

/** What a browser keeps, with room for `room` characters. */
const storageOf = (room: number): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> => {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, value)
    },
    removeItem: (key) => void kept.delete(key)
  }
}

it('keeps a draft until it is dropped', () => {
  vi.stubGlobal('localStorage', storageOf(100))
  const drafts = draftStore(corpus, bucket)
  expect(drafts.read()).toBeNull()
  drafts.write({ text: 'a', revision: 2 })
  expect(drafts.read()).toEqual({ text: 'a', revision: 2 })
  drafts.write(null)
  expect(drafts.read()).toBeNull()
})

it('keeps the draft before in a store that is full, and throws nothing', () => {
  vi.stubGlobal('localStorage', storageOf(40))
  const drafts = draftStore(corpus, bucket)
  drafts.write({ text: 'short', revision: 2 })
  drafts.write({ text: 'long'.repeat(20), revision: 2 })
  expect(drafts.read()).toEqual({ text: 'short', revision: 2 })
})

const refuse = (): never => {
  throw new DOMException('denied', 'SecurityError')
}

it('has no draft where the browser lets nothing be kept', () => {
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse })
  const drafts = draftStore(corpus, bucket)
  drafts.write({ text: 'a', revision: 1 })
  expect(drafts.read()).toBeNull()
})
