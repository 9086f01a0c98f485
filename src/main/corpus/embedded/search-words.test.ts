import { afterEach, expect, test } from 'vitest'
import { buildReport } from '../../../../tests/builders/report.ts'
import { openNew, type Connection } from './connection.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { reportWords, searchWords } from './search-words.ts'

let db: Connection | null = null
afterEach(() => {
  db?.close()
  db = null
})

/** The full-text index of a corpus, with nothing in it. */
const openIndex = (): Connection => {
  db = openNew(':memory:')
  migrate(db, migrations)
  return db
}

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

test('a row of the index can be taken out and replaced', () => {
  const index = openIndex()
  const insert = index.prepare<[number, string]>('INSERT OR REPLACE INTO report_text (rowid, words) VALUES (?, ?)')
  const found = index.prepare<[string], number>('SELECT rowid FROM report_text WHERE report_text MATCH ?').pluck()
  insert.run(1, 'first kept')
  insert.run(2, 'second')
  insert.run(1, 'other kept')
  expect(['"first"', '"other"', '"kept"'].map((word) => found.all(word))).toEqual([[], [1], [1]])
  index.exec('DELETE FROM report_text WHERE rowid = 1')
  expect(['"other"', '"kept"', '"second"'].map((word) => found.all(word))).toEqual([[], [], [2]])
})

test('what we take for one word is one to the index, whatever the letter', () => {
  const index = openIndex()
  index.exec(`CREATE VIRTUAL TABLE indexed USING fts5vocab(report_text, row)`)
  const insert = index.prepare<[number, string]>('INSERT INTO report_text (rowid, words) VALUES (?, ?)')
  const expected = new Set<string>()
  const surrogates = { first: 0xd800, last: 0xdfff }
  index.transaction(() => {
    for (let code = 1; code <= 0x10ffff; code += 1) {
      if (code >= surrogates.first && code <= surrogates.last) continue
      const words = searchWords(`q${code.toString(36)}${String.fromCodePoint(code)}${code.toString(36)}z`)
      for (const word of words) expected.add(word)
      insert.run(code, words.join(' '))
    }
  })()
  const terms = index.prepare<[], string>('SELECT term FROM indexed').pluck().all()
  // The index folds case once more, so words are compared by their ends, which are plain.
  const broken = terms.filter((term) => !(term.startsWith('q') || term.endsWith('z')))
  expect(broken).toEqual([])
  const whole = [...expected].filter((word) => word.startsWith('q') && word.endsWith('z')).length
  expect(terms.filter((term) => term.startsWith('q') && term.endsWith('z'))).toHaveLength(whole)
}, 60_000)

test.each(['\u19b0', 'a\u19b0b', '\u1cf2\u1cf3', 'q\u19c9.c'])('the text %j can be asked for', (text) => {
  const index = openIndex()
  const found = index.prepare<[string], number>('SELECT rowid FROM report_text WHERE report_text MATCH ?').pluck()
  for (const word of searchWords(text)) expect(found.all(`"${word}"*`)).toEqual([])
  expect(searchWords(text).join('')).toMatch(/^[a-z.]*$/)
})
