import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Failure } from '../../shared/model/failure.ts'
import type { Result } from '../../shared/model/result.ts'
import { createNoteSaver, type Draft, type NoteSaver, type SavedNote } from './note-saver.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Answer = Result<SavedNote, Failure>
type Setup = {
  readonly saver: NoteSaver
  readonly sent: { readonly text: string; readonly revision: number; readonly answer: (answer: Answer) => void }[]
  readonly draft: () => Draft | null
  readonly held: () => number
}

const none: SavedNote = { text: '', revision: 0, saved: null }

const setUp = (note: SavedNote = none, kept: Draft | null = null): Setup => {
  let draft = kept
  let held = 0
  const sent: { text: string; revision: number; answer: (answer: Answer) => void }[] = []
  const saver = createNoteSaver({
    note,
    save: (text, revision) => new Promise((answer) => void sent.push({ text, revision, answer })),
    drafts: {
      read: () => draft,
      write: (next) => {
        draft = next
      }
    },
    onState: () => undefined,
    hold: () => {
      held++
      return () => held--
    }
  })
  return { saver, sent, draft: () => draft, held: () => held }
}

const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)
const saved = (text: string, revision: number): Answer => ({ ok: true, value: { text, revision, saved: 1 } })

it('saves half a second after the last key, over the revision it was typed on', async () => {
  const { saver, sent, draft, held } = setUp()
  saver.type('a')
  await pass(400)
  saver.type('ab')
  await pass(499)
  expect(sent).toEqual([])
  expect(draft()).toEqual({ text: 'ab', revision: 0 })
  await pass(1)
  expect(sent).toMatchObject([{ text: 'ab', revision: 0 }])
  sent[0]?.answer(saved('ab', 1))
  await pass(0)
  expect(saver.state().phase.kind).toBe('saved')
  expect([draft(), held()]).toEqual([null, 0])
})

it('saves every two seconds while somebody types without a pause', async () => {
  const { saver, sent } = setUp()
  let text = ''
  for (let key = 0; key < 25; key++) {
    text += 'x'
    saver.type(text)
    await pass(200)
    sent.at(-1)?.answer(saved(sent.at(-1)?.text ?? '', sent.length))
  }
  // 25 keys in 5 seconds, never half a second apart.
  expect(sent.length).toBeGreaterThanOrEqual(2)
  expect(sent[0]?.text.length).toBeLessThanOrEqual(11)
})

it('saves what was typed while a save was under way, after it', async () => {
  const { saver, sent, draft } = setUp()
  saver.type('a')
  saver.flush()
  saver.type('ab')
  sent[0]?.answer(saved('a', 1))
  await pass(0)
  expect(draft()).toEqual({ text: 'ab', revision: 1 })
  await pass(500)
  expect(sent[1]).toMatchObject({ text: 'ab', revision: 1 })
})

it('keeps what could not be saved, and tries again when asked', async () => {
  const { saver, sent, draft } = setUp()
  saver.type('a')
  saver.flush()
  sent[0]?.answer({ ok: false, failure: { kind: 'disk-full', file: 'c' } })
  await pass(0)
  expect(saver.state().phase.kind).toBe('failed')
  expect(draft()).toEqual({ text: 'a', revision: 0 })
  saver.flush()
  expect(sent).toHaveLength(2)
})

it.each([
  ['mine', 'my text', 1],
  ['other', 'their text', 0],
  ['both', 'my text\n\n---\n\ntheir text', 1]
] as const)('keeps %s of a conflict', async (choice, text, saves) => {
  const { saver, sent, draft } = setUp({ text: 'old', revision: 1, saved: 1 })
  saver.type('my text')
  saver.flush()
  sent[0]?.answer({ ok: false, failure: { kind: 'note-conflict', text: 'their text', revision: 2 } })
  await pass(0)
  expect(saver.state()).toMatchObject({ text: 'my text', phase: { kind: 'conflict', other: { text: 'their text' } } })
  expect(draft()?.text).toBe('my text')
  await pass(5000)
  expect(sent).toHaveLength(1)
  saver.keep(choice)
  expect(saver.state().text).toBe(text)
  expect(sent.length - 1).toBe(saves)
  if (saves === 1) expect(sent[1]).toMatchObject({ text, revision: 2 })
})

it('is no conflict when both windows wrote the same', async () => {
  const { saver, sent } = setUp()
  saver.type('same')
  saver.flush()
  sent[0]?.answer({ ok: false, failure: { kind: 'note-conflict', text: 'same', revision: 4 } })
  await pass(0)
  expect(saver.state()).toMatchObject({ phase: { kind: 'saved' }, saved: { revision: 4 } })
})

it('takes up a draft that an ended window left, and asks where the note has changed since', async () => {
  const back = setUp({ text: 'old', revision: 3, saved: 1 }, { text: 'old and new', revision: 3 })
  expect(back.saver.state().text).toBe('old and new')
  await pass(500)
  expect(back.sent).toMatchObject([{ text: 'old and new', revision: 3 }])
  const changed = setUp({ text: 'other', revision: 4, saved: 1 }, { text: 'old and new', revision: 3 })
  expect(changed.saver.state().phase.kind).toBe('conflict')
})

it('follows the other window while nothing is typed here', () => {
  const { saver } = setUp()
  saver.corpusHas({ text: 'from there', revision: 1, saved: 1 })
  expect(saver.state().text).toBe('from there')
})

it('goes on after a save that was thrown out of, and loses nothing', async () => {
  const saves: string[] = []
  let draft: Draft | null = null
  let held = 0
  const saver = createNoteSaver({
    note: none,
    save: async (text, revision) => {
      saves.push(text)
      if (saves.length === 1) throw new Error('a null where none may be')
      return saved(text, revision + 1)
    },
    drafts: {
      read: () => draft,
      write: (next) => {
        draft = next
      }
    },
    onState: () => undefined,
    hold: () => {
      held++
      return () => held--
    }
  })
  saver.type('a')
  await pass(500)
  expect(saver.state()).toMatchObject({ text: 'a', phase: { kind: 'failed', failure: { kind: 'engine-bug' } } })
  expect([draft, held]).toEqual([{ text: 'a', revision: 0 }, 0])
  saver.type('ab')
  await pass(500)
  expect(saver.state().phase.kind).toBe('saved')
  expect([saves, draft, held]).toEqual([['a', 'ab'], null, 0])
})

it('saves what no draft could be kept of', async () => {
  const saves: string[] = []
  const saver = createNoteSaver({
    note: none,
    save: async (text, revision) => {
      saves.push(text)
      return saved(text, revision + 1)
    },
    drafts: {
      read: () => null,
      write: (draft) => {
        if (draft) throw new Error('full')
      }
    },
    onState: () => undefined,
    hold: () => () => undefined
  })
  expect(() => saver.type('a')).toThrow('full')
  await pass(500)
  expect(saves).toEqual(['a'])
  expect(saver.state().phase.kind).toBe('saved')
})
