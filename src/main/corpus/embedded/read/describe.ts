import { statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import type { CorpusFacts } from '../../../../shared/model/corpus.ts'
import type { CorpusId } from '../../../../shared/model/ids.ts'
import type { Connection } from '../connection.ts'

type Counts = Pick<CorpusFacts, 'logs' | 'reports' | 'buckets' | 'rawBytes'> & { readonly corpus: CorpusId }
type Parser = NonNullable<CorpusFacts['parsers']>[number]

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** `file` is the corpus as the person knows it, even where `db` is a private copy of it. */
export const describeCorpus = (db: Connection, file: string, readOnly: boolean): CorpusFacts => {
  const counts = db
    .prepare<[], Counts>(
      `SELECT
        (SELECT corpus FROM meta) AS corpus,
        (SELECT count(*) FROM log) AS logs,
        (SELECT coalesce(sum(count), 0) FROM bucket) AS reports,
        (SELECT count(*) FROM bucket) AS buckets,
        (SELECT coalesce(sum(size), 0) FROM log) AS rawBytes,
        (SELECT min(rule) FROM unit) AS rule`
    )
    .get()
  if (!counts) throw new Error('the corpus does not answer')
  const parsers = db
    .prepare<[], Parser>('SELECT parser AS version, count(*) AS logs FROM log GROUP BY parser ORDER BY parser')
    .all()
  return {
    ...counts,
    parsers,
    name: basename(file, extname(file)),
    file,
    readOnly,
    fileBytes: sizeOf(file) + sizeOf(`${file}-wal`)
  }
}
