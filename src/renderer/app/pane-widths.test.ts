import { expect, it } from 'vitest'
import { keepPaneWidth, paneWidth } from './pane-widths.ts'

const storage = (): Pick<Storage, 'getItem' | 'setItem'> => {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

it('remembers each pane in whole pixels', () => {
  const kept = storage()
  keepPaneWidth(kept, 'report', 'after', 355.4)
  expect(paneWidth(kept, 'report', 'after', 392)).toBe(355)
  expect(paneWidth(kept, 'buckets', 'before', 200)).toBe(200)
})

it.each(['', 'wide', '-3', '{"after":57.2}'])('takes the usual width where %j is kept', (text) => {
  expect(paneWidth({ getItem: () => text }, 'report', 'after', 392)).toBe(392)
})

it('keeps nothing of a pane that is not shown', () => {
  const kept = storage()
  keepPaneWidth(kept, 'report', 'after', undefined)
  keepPaneWidth(kept, 'report', 'after', 0)
  expect(paneWidth(kept, 'report', 'after', 392)).toBe(392)
})
