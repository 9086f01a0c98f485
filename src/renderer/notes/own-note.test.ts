import { expect, test } from 'vitest'
import { noteIdSchema, reportIdSchema } from '../../shared/model/ids.ts'
import type { Note } from '../../shared/model/note.ts'
import { ownNote } from './own-note.ts'

const of = { kind: 'report', report: reportIdSchema.parse('0123456789abcdef-0') } as const
const [first, second] = [noteIdSchema.parse('0000000000000001'), noteIdSchema.parse('0000000000000002')]
const noteOf = (note: Note['note'], from: string | null = null): Note => ({ note, of, from, texts: [] })

test('the note that is written in stays the one, whichever comes to stand before it', () => {
  expect(ownNote([], null)).toBeNull()
  expect(ownNote([noteOf(second)], null)?.note).toBe(second)
  expect(ownNote([noteOf(first), noteOf(second)], second)?.note).toBe(second)
})

test('one that was taken back, or that went into another bucket, makes room', () => {
  expect(ownNote([noteOf(first)], second)?.note).toBe(first)
  expect(ownNote([noteOf(second, 'WARNING in f'), noteOf(first)], second)?.note).toBe(first)
  expect(ownNote([noteOf(second, 'WARNING in f')], second)).toBeNull()
})
