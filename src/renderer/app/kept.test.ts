import { afterEach, expect, it, vi } from 'vitest'
import { keep, kept, keptStorage } from './kept.ts'

afterEach(() => void vi.unstubAllGlobals())

it('keeps what was chosen', () => {
  const stored = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value)
  })
  keep('width', '300')
  expect(kept('width')).toBe('300')
  expect(kept('height')).toBeNull()
})

const refuse = (): never => {
  throw new DOMException('full', 'QuotaExceededError')
}

it('goes on where the storage is full or forbidden', () => {
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse })
  keep('width', '300')
  keptStorage.removeItem('width')
  expect(kept('width')).toBeNull()
})
