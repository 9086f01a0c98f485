import { describe, expect, test } from 'vitest'
import { quoteDepth, readMailDate } from './mail-date.ts'

const shown = (line: string): string | null => {
  const found = readMailDate(line)
  if (found === null) return null
  const at = found.at === null ? 'no date' : `${new Date(found.at.time).toISOString().slice(0, 19)} ${found.at.assumes}`
  return `${found.depth} ${at}${found.opens ? ' opens' : ''}`
}

describe('the date of a mail', () => {
  test.each([
    ['Date: Fri, 4 Oct 2019 14:36:06 +0200', '0 2019-10-04T12:36:06 nothing'],
    ['Date:\tFri, 4 Oct 2019 14:36:06 +0200', '0 2019-10-04T12:36:06 nothing'],
    ['Date: Fri Oct  4 14:36:06 2019', '0 2019-10-04T14:36:06 zone'],
    ['Date: 4 Oct 2019 14:36 -0000', '0 2019-10-04T14:36:00 nothing'],
    ['Date: Fri, 04 Oct 2019 14:36:06 GMT', '0 2019-10-04T14:36:06 nothing'],
    ['Date: Fri, 4 Oct 2019 14:36:06 -0700 (PDT)', '0 2019-10-04T21:36:06 nothing'],
    ['Date: Fri, 4 Oct 2019 14:36:06', '0 2019-10-04T14:36:06 zone'],
    ['> > Date: Fri, 4 Oct 2019 14:36:06 +0200', '2 2019-10-04T12:36:06 nothing'],
    ['>> Date: Fri, 4 Oct 2019 14:36:06 +0200', '2 2019-10-04T12:36:06 nothing'],
    ['Sent: Monday, August 03, 2020 10:52 AM', '0 2020-08-03T10:52:00 zone'],
    ['Sent: Monday, August 03, 2020 12:05 PM', '0 2020-08-03T12:05:00 zone'],
    ['Date: Mon, Aug 3, 2020 at 10:52 PM', '0 2020-08-03T22:52:00 zone'],
    ['On Sat, Sep 25, 2021 at 02:23:01PM +0300, A B wrote:', '1 2021-09-25T11:23:01 nothing'],
    ['On Tue, Oct 26, 2021 at 4:36 PM A B', '1 2021-10-26T16:36:00 zone'],
    ['> On Sun, 2020-11-29 at 23:07 +0000, A B wrote:', '2 2020-11-29T23:07:00 nothing'],
    ['On Thu, 24 Dec 2020 01:35:32 -0600 A B wrote:', '1 2020-12-24T07:35:32 nothing'],
    ['On 2021/08/19 18:19, A B wrote:', '1 2021-08-19T18:19:00 zone'],
    ['From somebody@example.org Mon Nov 16 12:00:00 2026', '0 2026-11-16T12:00:00 zone opens'],
    ['From 30bfc2d6a1132a89a5f1c3b96c59cf3e4d076ea3 Mon Sep 17 00:00:00 2001', '0 no date opens'],
    ['From mboxrd@z Thu Jan  1 00:00:00 1970', '0 no date opens']
  ])('%s', (line, expected) => {
    expect(shown(line)).toBe(expected)
  })

  test.each([
    // A commit's, in the text of a mail.
    'Date:   Thu Jul 15 09:58:52 2021 +0200',
    'Date:   Thu Jul 15 09:58:52 2021',
    'Date: today',
    'Date: Fri, 32 Oct 2019 14:36:06 +0200',
    // Which of them is the month?
    'On 9/2/22 6:26 PM, A B wrote:',
    'From the log it looks like',
    'Sent: by pigeon',
    '[    1.000000] Date: Fri, 4 Oct 2019 14:36:06 +0200'
  ])('is not in %j', (line) => {
    expect(readMailDate(line)).toBeNull()
  })
})

test.each([
  ['> > [    1.000000] ', 2],
  ['>>', 2],
  ['| ', 1],
  ['[    1.000000] ', 0]
])('%j is quoted %i deep', (text, depth) => {
  expect(quoteDepth(text)).toBe(depth)
})
