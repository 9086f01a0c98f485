import { writeSync } from 'node:fs'
import { importIdSchema } from '../../shared/model/ids.ts'
import { openEmbeddedCorpus } from '../corpus/embedded/open.ts'
import { runImport } from './run-import.ts'

/** Imports a folder in a process that a test can kill; says one byte on stdout with each progress. */
const [, , file = '', path = '', threadFile = ''] = process.argv
const opened = await openEmbeddedCorpus({ file, create: true })
if (!opened.ok || !opened.value.writer) throw new Error('the corpus does not open')
const corpus = opened.value
await runImport({
  id: importIdSchema.parse(`import-${process.pid}`),
  corpus,
  writer: opened.value.writer,
  roots: [{ path, label: '' }],
  signal: new AbortController().signal,
  onProgress: () => writeSync(1, '.'),
  pool: { threadFile, threads: 2 }
})
await corpus.close()
