import type { CorpusReader } from '../../corpus.ts'
import type { Connection } from '../connection.ts'
import { createBucketReader } from './buckets.ts'
import { describeCorpus } from './describe.ts'
import { createImportReader } from './imports.ts'
import { createLogReader } from './logs.ts'
import { createNoteReader } from './notes.ts'
import { createRawReader } from './raw-bytes.ts'
import { createReportReader } from './reports.ts'

/** A reader within its own thread: the same methods, answered at once. */
export type ReadMethods = {
  readonly [Name in keyof CorpusReader]: (
    ...args: Parameters<CorpusReader[Name]>
  ) => Awaited<ReturnType<CorpusReader[Name]>>
}

export const readMethods = (db: Connection, file: string, readOnly: boolean): ReadMethods => {
  const logs = createLogReader(db)
  return {
    describe: () => describeCorpus(db, file, readOnly),
    ...createBucketReader(db),
    ...createReportReader(db, logs),
    ...logs,
    ...createRawReader(db),
    ...createNoteReader(db),
    ...createImportReader(db)
  }
}
