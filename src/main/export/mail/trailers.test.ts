import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { trailersOf } from './trailers.ts'

const hash = '0123456789abcdef0123'

it('takes what syzbot asks for, and its dashboard', () => {
  const lines = [
    'From: syzbot <syzbot+0123456789abcdef0123@syzkaller.appspotmail.com>',
    'Message-ID: <000000000000aabbcc0102030405@google.com>',
    'Hello,',
    `dashboard link: https://syzkaller.appspot.com/bug?extid=${hash}`,
    'IMPORTANT: if you fix the issue, please add the following tag to the commit:',
    `Reported-by: syzbot+${hash}@syzkaller.appspotmail.com`
  ]
  const wanted = [
    `Reported-by: syzbot+${hash}@syzkaller.appspotmail.com`,
    `Closes: https://syzkaller.appspot.com/bug?extid=${hash}`
  ]
  expect(trailersOf(lines)).toEqual(wanted)
  expect(trailersOf(lines.map((line) => `> > ${line}`))).toEqual(wanted)
  // The reporter's own address tells of the dashboard too.
  expect(trailersOf(lines.slice(-1))).toEqual(wanted)
})

it("takes a mail's sender and its place in the archive where it asks for nothing", () => {
  expect(
    trailersOf(['From: Mia Example <mia@example.org>', 'Subject: crash', 'Message-ID: <20260101.1@example.org>', 'x'])
  ).toEqual([
    'Reported-by: Mia Example <mia@example.org>',
    'Closes: https://lore.kernel.org/all/20260101.1@example.org/'
  ])
})

it('takes an address that is said before any other', () => {
  const lines = [
    'Message-ID: <20260101.1@example.org>',
    'Reported-by: Noor <noor@example.org>',
    'Reported-and-tested-by: Noor <noor@example.org>',
    'Closes: https://example.org/bug/1'
  ]
  expect(trailersOf(lines)).toEqual(['Reported-by: Noor <noor@example.org>', 'Closes: https://example.org/bug/1'])
})

it('takes no bug of the dashboard that somebody else only speaks of', () => {
  expect(
    trailersOf([
      'From: Mia Example <mia@example.org>',
      'Message-ID: <20260101.1@example.org>',
      `This looks like https://syzkaller.appspot.com/bug?extid=${hash}, but it is not.`
    ])
  ).toEqual([
    'Reported-by: Mia Example <mia@example.org>',
    'Closes: https://lore.kernel.org/all/20260101.1@example.org/'
  ])
})

const mail = (id: number): readonly string[] => ['From: mia@example.org', `Message-ID: <${id}@example.org>`]

it('has none for a file of several mails', () => {
  expect(trailersOf([...mail(111), ...mail(222)])).toEqual([])
  // A mail may be there twice: in the head, and quoted.
  expect(trailersOf([...mail(111), ...mail(111)])).toHaveLength(2)
})

it('has none for a log that is no mail', () => {
  expect(trailersOf([`[    1.0] see https://syzkaller.appspot.com/bug?extid=${hash}`])).toEqual([])
  expect(trailersOf(['[    1.0] BUG: x', 'From: here to there', 'Reported-by: nobody at all'])).toEqual([])
})

it('is lines of two kinds whatever the text holds, and none can hold another', () => {
  const piece = fc.constantFrom(
    'Reported-by: ',
    'a@b',
    '<',
    '>',
    ' ',
    '\r',
    '\u2028',
    '\u0000',
    'Closes: https://',
    'From: ',
    'x'
  )
  fc.assert(
    fc.property(
      fc.array(
        fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
        { maxLength: 8 }
      ),
      (lines) => {
        for (const line of trailersOf(lines)) expect(line).toMatch(/^(?:Reported-by|Closes): [^\p{Cc}\u2028\u2029]+$/u)
      }
    )
  )
})
