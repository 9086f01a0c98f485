import type { BucketId } from '../../../../shared/model/ids.ts'
import { currentRule } from '../../../cluster/current-rule.ts'
import type { ClusterRule } from '../../../cluster/rule.ts'
import { CorpusDamaged } from '../../corpus-damaged.ts'
import type { CorpusReader } from '../../corpus.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { createDecisionRows } from '../decisions.ts'
import { failureOfSqlite } from '../sqlite-failure.ts'
import { createTerms } from '../terms.ts'
import { createUnits } from '../units.ts'
import { createActReader } from './acts.ts'
import { createActComparer } from './compare-acts.ts'
import { createActivityReader } from './activity.ts'
import { createAnnotationReader } from './annotations.ts'
import { createBucketDetailReader } from './bucket-detail.ts'
import { createBucketReader } from './buckets.ts'
import { createClaimReader } from './claims.ts'
import { describeCorpus } from './describe.ts'
import { createIdFinder } from './ids.ts'
import { createImportReader } from './imports.ts'
import { createLogReader } from './logs.ts'
import { createNoteReader } from './notes.ts'
import { createRawReader } from './raw-bytes.ts'
import { createReportReader } from './reports.ts'
import { createSimilarReader } from './similar.ts'
import { createStackTreeReader } from './stack-tree.ts'
import { Unreadable } from './stored.ts'
import { createTimelineReader } from './timeline.ts'
import { createWhyReader } from './why.ts'

/** A reader within its own thread: the same methods, answered at once. */
export type ReadMethods = {
  readonly [Name in Exclude<keyof CorpusReader, 'previewRegrouping'>]: (
    ...args: Parameters<CorpusReader[Name]>
  ) => Awaited<ReturnType<CorpusReader[Name]>>
}

/** What an exception says of damage to the corpus, null when it says nothing of it. */
const damageOf = (thrown: unknown, file: string): string | null => {
  if (thrown instanceof Unreadable) return thrown.message
  const failure = failureOfSqlite(thrown, file)
  return failure?.kind === 'corpus-damaged' ? failure.detail : null
}

const throwingDamage =
  <Args extends readonly unknown[], Value>(file: string, read: (...args: Args) => Value) =>
  (...args: Args): Value => {
    try {
      return read(...args)
    } catch (thrown) {
      const detail = damageOf(thrown, file)
      if (detail === null) throw thrown
      throw new CorpusDamaged(file, detail)
    }
  }

/** The reader over one connection. Damage that a read meets is thrown as CorpusDamaged. */
export const readMethods = (
  db: Connection,
  file: string,
  readOnly: boolean,
  rule: ClusterRule = currentRule
): ReadMethods => {
  const find = createBucketFinder(db)
  const units = createUnits(db, rule, createTerms(db))
  const decisions = createDecisionRows(db)
  const logs = createLogReader(db)
  const buckets = createBucketReader(db)
  const reports = createReportReader(db, logs)
  const raw = createRawReader(db)
  const notes = createNoteReader(db)
  const annotations = createAnnotationReader(db, find)
  const activity = createActivityReader(db, find)
  const acts = createActReader(db, find)
  const compare = createActComparer(db)
  const claims = createClaimReader(db, find)
  const imports = createImportReader(db)
  const detail = createBucketDetailReader(db, rule, { buckets, find, units, decisions })
  const tree = createStackTreeReader(db)
  const timeline = createTimelineReader(db)
  const similar = createSimilarReader(db, rule, { buckets, find, units })
  const why = createWhyReader(db, rule, { similar, decisions })
  const ofBucket =
    <Value>(read: (bucket: number) => Value) =>
    (bucket: BucketId): Value | null => {
      const number = find(bucket)
      return number === null ? null : read(number)
    }
  // Each in one transaction, so that all that it reads is of one moment.
  const atOnce = <Args extends readonly unknown[], Value>(
    read: (...args: Args) => Value
  ): ((...args: Args) => Value) => {
    const reading = db.transaction((args: Args): Value => read(...args))
    return throwingDamage(file, (...args: Args) => reading(args))
  }
  return {
    bucketDetail: atOnce(detail),
    stackTree: atOnce(ofBucket(tree)),
    timeline: atOnce(ofBucket(timeline)),
    similarBuckets: atOnce(similar.similarBuckets),
    similarReports: atOnce(similar.similarReports),
    why: atOnce(why),
    decisions: atOnce(decisions.standing),
    describe: throwingDamage(file, () => describeCorpus(db, file, readOnly)),
    buckets: throwingDamage(file, buckets.buckets),
    bucket: throwingDamage(file, buckets.bucket),
    findIds: throwingDamage(file, createIdFinder(db)),
    reports: throwingDamage(file, reports.reports),
    report: throwingDamage(file, reports.report),
    logs: throwingDamage(file, logs.logs),
    log: throwingDamage(file, logs.log),
    olderLogs: throwingDamage(file, logs.olderLogs),
    bytes: throwingDamage(file, raw.bytes),
    lines: throwingDamage(file, raw.lines),
    hasLog: throwingDamage(file, logs.hasLog),
    notes: atOnce(notes.notes),
    noteHistory: atOnce(notes.noteHistory),
    noteText: atOnce(notes.noteText),
    notedBuckets: atOnce(notes.notedBuckets),
    annotations: atOnce(annotations),
    activity: atOnce(activity.activity),
    acts: atOnce(acts),
    compare: atOnce(compare),
    claims: atOnce(claims.claims),
    logsOf: atOnce(claims.logsOf),
    provenance: atOnce(claims.provenance),
    imports: throwingDamage(file, imports.imports),
    skipped: throwingDamage(file, imports.skipped)
  }
}
