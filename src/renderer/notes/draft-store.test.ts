import { afterEach, expect, it, vi } from 'vitest'
import { actIdSchema, bucketIdSchema, corpusIdSchema, noteIdSchema } from '../../shared/model/ids.ts'
import { draftStore } from './draft-store.ts'

const corpus = corpusIdSchema.parse('abcdefghij')
const of = { kind: 'bucket', bucket: bucketIdSchema.parse('0123456789ab') } as const
const note = noteIdSchema.parse('0123456789abcdef')
const over = [actIdSchema.parse('fedcba9876543210')]
const draft = { text: 'a', over, sent: [] }

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
  const drafts = draftStore(corpus, of, note)
  expect(drafts.read()).toBeNull()
  drafts.write(draft, note)
  expect(drafts.read()).toEqual(draft)
  drafts.write(null, note)
  expect(drafts.read()).toBeNull()
})

it('finds the draft of a note that was begun and saved once before the window was killed', () => {
  vi.stubGlobal('localStorage', storageOf(100))
  draftStore(corpus, of, null).write({ text: 'begun', over: [], sent: ['beg'] }, null)
  expect(draftStore(corpus, of, note).read()).toEqual({ text: 'begun', over: [], sent: ['beg'] })
  const after = draftStore(corpus, of, null)
  after.write({ ...draft, text: 'more' }, note)
  expect(draftStore(corpus, of, null).read()).toBeNull()
  expect(draftStore(corpus, null, note).read()?.text).toBe('more')
})

it('keeps the draft before in a store that is full, and throws nothing', () => {
  vi.stubGlobal('localStorage', storageOf(80))
  const drafts = draftStore(corpus, of, note)
  drafts.write({ ...draft, text: 'short' }, note)
  drafts.write({ ...draft, text: 'long'.repeat(20) }, note)
  expect(drafts.read()?.text).toBe('short')
})

it('keeps the newest of the texts that were sent where there is no room for all', () => {
  vi.stubGlobal('localStorage', storageOf(100))
  const drafts = draftStore(corpus, of, note)
  drafts.write({ ...draft, sent: ['one '.repeat(20), 'two'] }, note)
  expect(drafts.read()?.sent).toEqual(['two'])
})

it('reads what windows of before kept', () => {
  const storage = storageOf(200)
  vi.stubGlobal('localStorage', storage)
  draftStore(corpus, of, note).write(draft, note)
  const key = `oopsdesk.draft.${corpus}.${note}`
  for (const [sent, read] of [
    ['a', ['a']],
    [null, []],
    [undefined, []]
  ] as const) {
    storage.setItem(key, JSON.stringify({ text: 'ab', over: [], sent }))
    expect(draftStore(corpus, of, note).read()).toEqual({ text: 'ab', over: [], sent: read })
  }
})

const refuse = (): never => {
  throw new DOMException('denied', 'SecurityError')
}

it('has no draft where the browser lets nothing be kept', () => {
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse })
  const drafts = draftStore(corpus, of, note)
  drafts.write(draft, note)
  expect(drafts.read()).toBeNull()
})
