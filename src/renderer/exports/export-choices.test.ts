import { expect, it } from 'vitest'
import { readChoices, writtenChoices } from './export-choices.ts'

const first = readChoices(null)

it('begins with Markdown and everything in it', () => {
  expect(first).toMatchObject({ format: 'markdown', options: { notes: true, annotations: true, sample: true } })
})

it('remembers who writes, and nothing that was about one bucket', () => {
  const mail = {
    ...first.options.mail,
    from: 'A. Person <a@example.org>',
    subject: 'about one',
    closes: 'https://example.org/1',
    command: 'fix' as const,
    commandTitle: 'a commit'
  }
  const again = readChoices(writtenChoices({ format: 'mail', options: { ...first.options, notes: false, mail } }))
  expect(again.format).toBe('mail')
  expect(again.options.notes).toBe(false)
  expect(again.options.mail).toEqual({ ...first.options.mail, from: 'A. Person <a@example.org>' })
})

it('begins anew where what was kept is damaged, or would break a mail', () => {
  expect(readChoices('{"format":')).toEqual(first)
  expect(readChoices('{"format":"pdf","options":{}}')).toEqual(first)
  const hostile = { format: 'mail', options: { ...first.options, mail: { ...first.options.mail, to: 'a\r\nBcc: b' } } }
  expect(readChoices(JSON.stringify(hostile))).toEqual(first)
})
