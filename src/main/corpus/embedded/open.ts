import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { success } from '../../../shared/model/result.ts'
import type { OpenCorpus } from '../corpus.ts'
import { watchChanges } from './changes.ts'
import { startReaders } from './readers.ts'
import { startWriter } from './writer.ts'

/**
 * Opens a corpus in one SQLite file. A file that is not a sound corpus of a known version is answered as a failure and
 * left untouched. A file that may not be written is opened for reading, `writer: null`.
 */
export const openEmbeddedCorpus: OpenCorpus = async (options) => {
  const file = resolve(options.file)
  const writer = startWriter(file, (revision) => changes.reached(revision))
  const opened = await writer.open({
    create: options.create,
    readOnly: options.readOnly ?? false,
    backups: options.backups !== undefined
  })
  if (!opened.ok || !opened.value.writable) await writer.close()
  if (!opened.ok) return opened
  const { id, readFile, privateFolder, writable, changes: start } = opened.value

  const readers = startReaders({ file, readFile, readOnly: !writable })
  const changes = watchChanges(start, readers.changes)
  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    changes.stop()
    // The last connection is the writer's, so that it can seal the file.
    await readers.close()
    const problem = writable ? await writer.close() : null
    if (privateFolder !== null) rmSync(privateFolder, { recursive: true, force: true })
    if (problem !== null) options.backups?.failed(problem)
  }
  return success({
    id,
    file,
    reader: readers.reader,
    writer: writable ? writer.writer : null,
    onChange: changes.onChange,
    close: () => (closing ??= close())
  })
}
