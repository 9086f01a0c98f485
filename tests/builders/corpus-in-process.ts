import { randomUUID } from 'node:crypto'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClusterRule } from '../../src/main/cluster/rule.ts'
import { currentRule } from '../../src/main/cluster/current-rule.ts'
import { enterWal, openForWriting, type Connection } from '../../src/main/corpus/embedded/connection.ts'
import { createCorpusFile } from '../../src/main/corpus/embedded/create.ts'
import { migrations } from '../../src/main/corpus/embedded/migrations/index.ts'
import { readMethods, type ReadMethods } from '../../src/main/corpus/embedded/read/serve-reads.ts'
import type { WriteMethods } from '../../src/main/corpus/embedded/write/methods.ts'
import { writeMethods } from '../../src/main/corpus/embedded/write/serve-writes.ts'
import type { BucketId, ReportId } from '../../src/shared/model/ids.ts'

/** A corpus file with its reader and writer in this thread, over one connection. */
export type CorpusInProcess = {
  readonly file: string
  readonly db: Connection
  readonly read: ReadMethods
  readonly write: WriteMethods
  /** The same file under another rule, as a newer version would open it. */
  readonly reopened: (rule: ClusterRule) => CorpusInProcess
  readonly close: () => void
}

const open = (file: string, rule: ClusterRule): CorpusInProcess => {
  const db = openForWriting(file)
  enterWal(db)
  return {
    file,
    db,
    read: readMethods(db, file, false, rule),
    write: writeMethods(db, file, rule),
    reopened: (other) => {
      db.close()
      return open(file, other)
    },
    close: () => void db.close()
  }
}

/** `like` is a corpus file to begin with a copy of. */
export const corpusInProcess = (
  folder: string,
  rule: ClusterRule = currentRule,
  like: string | null = null
): CorpusInProcess => {
  const file = join(folder, `${randomUUID()}.oopsdesk`)
  if (like === null) createCorpusFile(file, migrations)
  else copyFileSync(like, file)
  return open(file, rule)
}

/** Every bucket with its reports, both sorted: what must not depend on the order of imports. */
export const partitionOf = ({ read }: CorpusInProcess): readonly (readonly ReportId[])[] => {
  const byBucket = new Map<BucketId, ReportId[]>()
  for (let offset = 0; ; offset += 1000) {
    const { rows } = read.reports({ bucket: null, text: '' }, { offset, limit: 1000 })
    for (const { bucket, report } of rows) byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), report])
    if (rows.length < 1000) break
  }
  return [...byBucket.values()].map((reports) => reports.sort()).sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
}
