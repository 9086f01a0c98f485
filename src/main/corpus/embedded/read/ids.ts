import type { NamedThing } from '../../../../shared/model/ids.ts'
import type { Connection } from '../connection.ts'

/** So many are told of: whoever typed too little sees some, and types on. */
const most = 6

/** Ids that begin with hex digits, in their order; a report's index in its log may stand behind, with a dash. */
export const createIdFinder = (db: Connection): ((what: NamedThing, beginning: string) => readonly string[]) => {
  const between = 'id >= :from AND id < :to'
  const queries: Readonly<Record<NamedThing, string>> = {
    bucket: `SELECT id FROM (
      SELECT id FROM bucket WHERE ${between} UNION SELECT id FROM bucket_alias WHERE ${between}
    ) ORDER BY id LIMIT ${most}`,
    report: `SELECT id FROM report WHERE ${between} AND (:index IS NULL OR position = :index) ORDER BY id LIMIT ${most}`,
    change: `SELECT DISTINCT gesture FROM act WHERE gesture >= :from AND gesture < :to ORDER BY gesture LIMIT ${most}`
  }
  return (what, beginning) => {
    const [digits = '', index] = beginning.split('-')
    const values = { from: digits, to: `${digits}g` }
    const find = db.prepare<Record<string, unknown>, string>(queries[what]).pluck()
    return find.all(
      what === 'report' ? { ...values, index: index === undefined || index === '' ? null : Number(index) } : values
    )
  }
}
