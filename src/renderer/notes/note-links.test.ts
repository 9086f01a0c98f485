import { expect, it } from 'vitest'
import { bucketIdSchema, reportIdSchema } from '../../shared/model/ids.ts'
import { linkText, pathOf, targetOf, type NoteTarget } from './note-links.ts'

const bucket = bucketIdSchema.parse('0123456789ab')
const report = reportIdSchema.parse('0123456789abcdef-2')
const targets: readonly NoteTarget[] = [
  { kind: 'bucket', bucket },
  { kind: 'report', report, line: null },
  { kind: 'report', report, line: 120 }
]

it('reads back the path of every target, in any corpus', () => {
  for (const target of targets) {
    expect(targetOf(pathOf(target))).toEqual(target)
    expect(targetOf(`/c/abcdefghij${pathOf(target)}`)).toEqual(target)
  }
})

it('leads nowhere else', () => {
  for (const href of [
    '//evil/buckets/0123456789ab',
    '/\\evil',
    '/buckets/..',
    'javascript:/buckets/0123456789ab',
    '/c/x'
  ]) {
    expect(targetOf(href)).toBeNull()
  }
})

it('keeps a title from being read as Markdown', () => {
  expect(linkText('BUG in __a_b[c]\n', { kind: 'bucket', bucket })).toBe(
    String.raw`[BUG in \_\_a_b\[c\] ](/buckets/0123456789ab)`
  )
})
