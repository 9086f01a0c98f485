import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Failure } from '../../shared/model/failure.ts'
import { actIdSchema, noteIdSchema, type ActId } from '../../shared/model/ids.ts'
import type { NoteTextAt } from '../../shared/model/note.ts'
import type { Result } from '../../shared/model/result.ts'
import { allTexts, createNoteSaver, versionsOf, type Draft, type NoteSaver, type SavedNote } from './note-saver.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Answer = Result<SavedNote, Failure>
type Sent = { readonly text: string; readonly over: readonly ActId[]; readonly answer: (answer: Answer) => void }
type Setup = {
  readonly saver: NoteSaver
  readonly sent: readonly Sent[]
  readonly draft: () => Draft | null
  readonly held: () => number
}

const id = noteIdSchema.parse('aaaaaaaaaaaaaaaa')
const act = (number: number): ActId => actIdSchema.parse(String(number).padStart(16, '0'))
const at = (text: string, number: number): NoteTextAt => ({ act: act(number), author: 'Jane', saved: number, text })
const none: SavedNote = { note: null, texts: [] }
const having = (text: string, number: number): SavedNote => ({ note: id, texts: [at(text, number)] })

const setUp = (note: SavedNote = none, kept: Draft | null = null): Setup => {
  let draft = kept
  let held = 0
  const sent: Sent[] = []
  const saver = createNoteSaver({
    note,
    save: (_, text, over) => new Promise((answer) => void sent.push({ text, over, answer })),
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
const saved = (text: string, number: number): Answer => ({ ok: true, value: having(text, number) })
const conflict = (...texts: readonly NoteTextAt[]): Answer => ({
  ok: false,
  failure: { kind: 'note-conflict', note: id, texts }
})

it('saves half a second after the last key, over the acts it was typed on', async () => {
  const { saver, sent, draft, held } = setUp()
  saver.type('a')
  await pass(400)
  saver.type('ab')
  await pass(499)
  expect(sent).toEqual([])
  expect(draft()).toEqual({ text: 'ab', over: [], sent: [] })
  await pass(1)
  expect(sent).toMatchObject([{ text: 'ab', over: [] }])
  sent[0]?.answer(saved('ab', 1))
  await pass(0)
  expect(saver.state().phase.kind).toBe('saved')
  expect([draft(), held()]).toEqual([null, 0])
  saver.type('abc')
  saver.flush()
  expect(sent[1]).toMatchObject({ text: 'abc', over: [act(1)] })
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
  expect(draft()).toEqual({ text: 'ab', over: [], sent: ['a'] })
  sent[0]?.answer(saved('a', 1))
  await pass(0)
  expect(draft()).toEqual({ text: 'ab', over: [act(1)], sent: [] })
  await pass(500)
  expect(sent[1]).toMatchObject({ text: 'ab', over: [act(1)] })
})

it('keeps what could not be saved, and tries again when asked', async () => {
  const { saver, sent, draft } = setUp()
  saver.type('a')
  saver.flush()
  sent[0]?.answer({ ok: false, failure: { kind: 'disk-full', file: 'c' } })
  await pass(0)
  expect(saver.state().phase.kind).toBe('failed')
  expect(draft()).toEqual({ text: 'a', over: [], sent: [] })
  saver.flush()
  expect(sent).toHaveLength(2)
})

it.each([
  ['my text', 1],
  ['their text', 0],
  ['my text\n\n---\n\ntheir text', 1]
] as const)('ends a conflict with %j', async (text, saves) => {
  const { saver, sent, draft } = setUp(having('old', 1))
  saver.type('my text')
  saver.flush()
  sent[0]?.answer(conflict(at('their text', 2)))
  await pass(0)
  expect(versionsOf(saver.state()).map((version) => version.text)).toEqual(['my text', 'their text'])
  expect(draft()?.text).toBe('my text')
  await pass(5000)
  expect(sent).toHaveLength(1)
  saver.keep(text)
  expect(saver.state().text).toBe(text)
  expect(sent.length - 1).toBe(saves)
  if (saves === 1) expect(sent[1]).toMatchObject({ text, over: [act(2)] })
})

it('shows two texts that stand beside each other, and ends that with one over both', async () => {
  const both: SavedNote = { note: id, texts: [at('of Jane', 2), at('of Joe', 1)] }
  const { saver, sent } = setUp(both)
  const versions = versionsOf(saver.state())
  expect(versions.map(({ text }) => text)).toEqual(['of Jane', 'of Joe'])
  await pass(5000)
  expect(sent).toEqual([])
  saver.keep(allTexts(versions))
  expect(sent).toMatchObject([{ text: 'of Jane\n\n---\n\nof Joe', over: [act(2), act(1)] }])
  const one = setUp(both)
  one.saver.keep('of Jane')
  expect(one.sent).toMatchObject([{ text: 'of Jane', over: [act(2), act(1)] }])
})

it('is no conflict when both windows wrote the same', async () => {
  const { saver, sent } = setUp()
  saver.type('same')
  saver.flush()
  sent[0]?.answer(conflict(at('same', 4)))
  await pass(0)
  expect(saver.state()).toMatchObject({ phase: { kind: 'saved' }, saved: having('same', 4) })
})

it('takes up a draft that an ended window left, and asks where the note has changed since', async () => {
  const back = setUp(having('old', 3), { text: 'old and new', over: [act(3)], sent: [] })
  expect(back.saver.state().text).toBe('old and new')
  await pass(500)
  expect(back.sent).toMatchObject([{ text: 'old and new', over: [act(3)] }])
  const changed = setUp(having('other', 4), { text: 'old and new', over: [act(3)], sent: [] })
  expect(changed.saver.state().phase.kind).toBe('conflict')
})

it('goes on from a save that was written but not acknowledged when the window was killed', async () => {
  const { saver, sent } = setUp(having('abc', 4), { text: 'abcdef', over: [act(3)], sent: ['abc'] })
  expect(saver.state().phase.kind).toBe('waiting')
  await pass(500)
  expect(sent).toMatchObject([{ text: 'abcdef', over: [act(4)] }])
})

it('goes on from any of the saves whose answers were lost, whichever the corpus has', async () => {
  const { saver, sent, draft } = setUp(having('a', 1))
  const stopped: Answer = { ok: false, failure: { kind: 'engine-stopped' } }
  saver.type('ab')
  await pass(500)
  sent[0]?.answer(stopped)
  await pass(0)
  saver.type('abc')
  await pass(500)
  expect(draft()).toEqual({ text: 'abc', over: [act(1)], sent: ['ab', 'abc'] })
  // The window ends while the second is on its way.
  for (const written of ['a', 'ab', 'abc']) {
    const back = setUp(having(written, written === 'a' ? 1 : 2), draft())
    expect([written, back.saver.state().phase.kind]).not.toContain('conflict')
    expect(back.saver.state().text).toBe('abc')
  }
  expect(setUp(having('theirs', 2), draft()).saver.state().phase.kind).toBe('conflict')
})

it('follows the corpus while nothing is typed here, backwards too', () => {
  const { saver } = setUp()
  saver.corpusHas(having('from there', 1))
  expect(saver.state().text).toBe('from there')
  saver.corpusHas(none)
  expect(saver.state()).toMatchObject({ text: '', saved: { note: null } })
})

it('asks where another text came while something is typed', async () => {
  const { saver, sent } = setUp(having('old', 1))
  saver.type('mine')
  saver.corpusHas(having('theirs', 2))
  expect(saver.state().phase.kind).toBe('conflict')
  await pass(5000)
  expect(sent).toEqual([])
})

it('saves what is typed as a new note where the old one was taken back', async () => {
  const { saver, sent } = setUp(having('old', 1))
  saver.type('mine')
  saver.corpusHas(none)
  await pass(500)
  expect(sent).toMatchObject([{ text: 'mine', over: [] }])
})

it('goes on after a save that was thrown out of, and loses nothing', async () => {
  const saves: string[] = []
  let draft: Draft | null = null
  let held = 0
  const saver = createNoteSaver({
    note: none,
    save: async (_, text) => {
      saves.push(text)
      if (saves.length === 1) throw new Error('a null where none may be')
      return saved(text, saves.length)
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
  expect([draft, held]).toEqual([{ text: 'a', over: [], sent: [] }, 0])
  saver.type('ab')
  await pass(500)
  expect(saver.state().phase.kind).toBe('saved')
  expect([saves, draft, held]).toEqual([['a', 'ab'], null, 0])
})

it('saves what no draft could be kept of', async () => {
  const saves: string[] = []
  const saver = createNoteSaver({
    note: none,
    save: async (_, text) => {
      saves.push(text)
      return saved(text, saves.length)
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

it('knows the text of a save whose answer was lost, when the corpus has it after all', async () => {
  const { saver, sent, draft } = setUp(having('old', 1))
  saver.type('a')
  saver.flush()
  saver.type('ab')
  sent[0]?.answer({ ok: false, failure: { kind: 'engine-stopped' } })
  await pass(0)
  expect(draft()).toEqual({ text: 'ab', over: [act(1)], sent: ['a'] })
  saver.type('abc')
  await pass(500)
  sent[1]?.answer(conflict(at('a', 2)))
  await pass(500)
  expect(sent[2]).toMatchObject({ text: 'abc', over: [act(2)] })
  sent[2]?.answer(saved('abc', 3))
  await pass(0)
  expect([saver.state().phase.kind, draft()]).toEqual(['saved', null])
})

it('goes on after a window and an engine that were killed between a save and its answer', async () => {
  const before = setUp(having('old', 1))
  before.saver.type('a')
  before.saver.flush()
  before.sent[0]?.answer({ ok: false, failure: { kind: 'engine-stopped' } })
  await pass(0)
  before.saver.type('ab')
  const { saver, sent } = setUp(having('a', 2), before.draft())
  expect(saver.state()).toMatchObject({ text: 'ab', phase: { kind: 'waiting' } })
  await pass(500)
  expect(sent[0]).toMatchObject({ text: 'ab', over: [act(2)] })
})
