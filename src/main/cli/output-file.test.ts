import { linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { failureOf, tempCorpora, valueOf } from '../../../tests/builders/temp-corpus.ts'
import { openOutput } from './output-file.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-output-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('neither the corpus that is exported nor another is replaced, by whatever name', async () => {
  const temp = tempCorpora()
  try {
    const [corpus, other] = [await temp.open(temp.file('own.oopsdesk')), temp.file('other.oopsdesk')]
    await (await temp.open(other)).close()
    symlinkSync(corpus.file, join(folder, 'link'))
    linkSync(corpus.file, join(folder, 'hard'))
    const isOwn = ' is the corpus itself. Choose another file.'
    for (const name of [corpus.file, `${corpus.file}-wal`, join(folder, 'link'), join(folder, 'hard')]) {
      expect(failureOf(openOutput(name, corpus.file))).toBe(name + isOwn)
    }
    const before = readFileSync(other)
    expect(failureOf(openOutput(other, corpus.file))).toMatch('is a corpus or another database, and was left untouched')
    expect(readFileSync(other).equals(before)).toBe(true)
    expect((await corpus.reader.describe()).logs).toBe(0)
  } finally {
    await temp.end()
  }
})

test('an older export is replaced when the new one is whole', async () => {
  const file = join(folder, 'buckets.csv')
  writeFileSync(file, 'older')
  const output = valueOf(openOutput(file, join(folder, 'no.oopsdesk')))
  await output.write('newer')
  expect(readFileSync(file, 'utf8')).toBe('older')
  valueOf(output.end())
  expect(readFileSync(file, 'utf8')).toBe('newer')
})
