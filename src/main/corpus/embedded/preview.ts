import type { Regrouping } from '../../../shared/model/bucket-detail.ts'
import { currentRule } from '../../cluster/current-rule.ts'
import type { ClusterRule } from '../../cluster/rule.ts'
import type { RegroupingProgress } from '../clusters.ts'
import type { Connection } from './connection.ts'
import { createWriteParts } from './write/parts.ts'

/** All that a regrouping writes. Raw logs, frames and bodies are only read. */
const written = [
  'bucket',
  'bucket_kernel',
  'bucket_title',
  'bucket_alias',
  'bucket_function',
  'unit',
  'home',
  'term',
  'report',
  'former_unit',
  'former_report',
  'former_bucket'
]

/** A regrouping that is done and never kept: what it answers is what it would answer if it were. */
export type Preview = {
  readonly step: () => RegroupingProgress
  readonly finish: () => Regrouping
}

/**
 * Lays copies of the tables that are written over those of the corpus, in memory and for this connection alone: a
 * temporary table hides the one of its name (https://sqlite.org/lang_naming.html). So even a connection that cannot
 * write runs what a writer would.
 */
const copyTables = (db: Connection): void => {
  // Temporary tables can only refer to each other.
  db.pragma('foreign_keys = OFF')
  // Held until the end, so that all is of one moment.
  db.exec('BEGIN')
  const schema = db.prepare<[string], { readonly type: string; readonly name: string; readonly sql: string }>(
    `SELECT type, name, sql FROM main.sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC`
  )
  for (const table of written) {
    for (const { type, name, sql } of schema.all(table)) {
      if (type === 'table') {
        db.exec(sql.replace(/^CREATE TABLE/, 'CREATE TEMP TABLE'))
        db.exec(`INSERT INTO temp.${table} SELECT * FROM main.${table}`)
      } else db.exec(sql.replace(`INDEX ${name}`, `INDEX temp.${name}`))
    }
  }
}

export const createPreview = (db: Connection, rule: ClusterRule = currentRule): Preview => {
  copyTables(db)
  const { regrouper } = createWriteParts(db, rule)
  return { step: regrouper.step, finish: () => regrouper.finish(Date.now()) }
}
