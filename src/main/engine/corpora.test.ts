import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { linkSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tempCorpora, valueOf, type TempCorpora } from '../../../tests/builders/temp-corpus.ts'
import { createCorpora, type Corpora } from './corpora.ts'

let temp: TempCorpora
let corpora: Corpora
beforeEach(() => {
  temp = tempCorpora()
  corpora = createCorpora({
    dataFolder: join(temp.folder, 'data'),
    corpusFile: null,
    roots: null,
    readOnly: true,
    create: false,
    remember: false
  })
})
afterEach(async () => {
  await corpora.close()
  await temp.end()
})

/**
 * Another process that writes to the corpus, until `end` lets it go. It tells whether it was the last one that has it
 * open: then it seals it, and takes the write-ahead log away.
 */
const writeFromElsewhere = async (file: string) => {
  const script = `
    const db = new (require('better-sqlite3'))(${JSON.stringify(file)}, { timeout: 0 })
    db.pragma('journal_mode = WAL')
    db.prepare('UPDATE meta SET changes = changes + 1').run()
    console.error('open')
    process.stdin.once('data', () => {
      let mode = 'wal'
      try { mode = db.pragma('journal_mode = DELETE', { simple: true }) } catch {}
      console.log(mode)
      process.exit()
    })`
  const child = spawn(process.execPath, ['-e', script], { cwd: import.meta.dirname, stdio: 'pipe' })
  await once(child.stderr, 'data')
  return {
    end: async (): Promise<string> => {
      child.stdin.write('end')
      return (await text(child.stdout)).trim()
    }
  }
}

test('a corpus that is opened again by another path keeps its locks', async () => {
  const file = temp.file('team.oopsdesk')
  await (await temp.open(file)).close()
  const other = await writeFromElsewhere(file)
  const corpus = valueOf(await corpora.open({ kind: 'file', file, create: false }))
  expect((await corpus.reader.describe()).logs).toBe(0)
  mkdirSync(join(temp.folder, 'links'))
  const [link, hard] = [join(temp.folder, 'links', 'link'), join(temp.folder, 'links', 'hard')]
  symlinkSync(file, link)
  linkSync(file, hard)
  for (const path of [link, hard]) {
    expect(valueOf(await corpora.open({ kind: 'file', file: path, create: false }))).toBe(corpus)
  }
  expect(await other.end()).toBe('wal')
})
