import { expect, it } from 'vitest'
import { annotationSchema } from '../../shared/model/annotation.ts'
import { joinedText, linesText, shortText } from './annotation-words.ts'

const annotation = (...texts: readonly string[]) =>
  annotationSchema.parse({
    annotation: 'a'.repeat(16),
    place: {
      report: `${'b'.repeat(16)}-0`,
      startLine: 3,
      endLine: 3,
      quote: ['', ' schedule+0x1/0x2 '],
      frame: null
    },
    bucket: null,
    mark: 'remark',
    texts: texts.map((text, at) => ({ act: String(at).repeat(16), author: 'A. Person', saved: 1, text }))
  })

it('says an annotation in one line, and one without words by the line that it is on', () => {
  expect(shortText(annotation('the lock\nis not held'))).toBe('the lock is not held')
  expect(shortText(annotation('# Seen\n\n- [ ] **never** in `__alloc_pages`'))).toBe('Seen never in __alloc_pages')
  expect(shortText(annotation(''))).toBe('schedule+0x1/0x2')
  expect(shortText(annotation('mine', 'theirs'))).toBe('mine | theirs')
})

it('joins texts that stand side by side, each once', () => {
  expect(joinedText(annotation('mine\n', 'theirs'))).toBe('mine\n\n---\n\ntheirs')
  expect(joinedText(annotation('same', 'same\n', ''))).toBe('same')
})

it('names lines', () => {
  expect([linesText({ startLine: 4, endLine: 4 }), linesText({ startLine: 4, endLine: 6 })]).toEqual([
    'line 4',
    'lines 4-6'
  ])
})
