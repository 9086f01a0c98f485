import { expect, test } from 'vitest'
import { buildReport } from '../../../../tests/builders/report.ts'
import { reportWords, searchWords } from './search-words.ts'

test('splits at what is no part of a function, file or version', () => {
  expect(searchWords('bch2_init+0x9f5/0xa20 fs/bcachefs/Btree_iter.c:619, 6.15.0-rc7.')).toEqual([
    'bch2_init',
    '0x9f5',
    '0xa20',
    'fs',
    'bcachefs',
    'btree_iter.c',
    '619',
    '6.15.0',
    'rc7'
  ])
  expect(searchWords(' ... :')).toEqual([])
})

test('a report is found by its title, frames, module, source, command and text, not by addresses', () => {
  const words = reportWords(
    buildReport({
      title: 'KASAN: use-after-free Read in foo',
      frames: ['foo', 'bar'],
      module: 'btrfs',
      command: 'syz.2.737',
      lines: ['The buggy address belongs to ffff888034c2e9a7 of kmalloc-64', 'again and again']
    })
  ).split(' ')
  for (const word of ['kasan', 'use', 'foo', 'bar', 'btrfs', 'bar.c', 'syz.2.737', 'kmalloc', '64']) {
    expect(words).toContain(word)
  }
  expect(words).not.toContain('ffff888034c2e9a7')
  expect(words.filter((word) => word === 'again')).toHaveLength(1)
})
