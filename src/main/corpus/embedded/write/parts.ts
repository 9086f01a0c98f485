import type { ClusterRule } from '../../../cluster/rule.ts'
import type { Connection } from '../connection.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import { createDecisionRows } from '../decisions.ts'
import { createTerms } from '../terms.ts'
import { createUnits } from '../units.ts'
import { createBucketWriter } from './buckets.ts'
import { createBucketTriage } from './bucket-triage.ts'
import { createDecisionWriter, type DecisionWriter } from './decisions.ts'
import { createLeadOn } from './lead-on.ts'
import { createLogWriter, type LogWriter } from './logs.ts'
import { createRegrouper, type Regrouper } from './regroup.ts'
import { createPersonActs, type PersonActs } from './person-acts.ts'
import { createReportWriter } from './reports.ts'
import { createResolve, type Resolve } from './resolve.ts'
import { createSettler, type Settler } from './settle.ts'
import { createSplitWriter } from './splits.ts'
import { createWriteState, type WriteState } from './state.ts'
import { createSubjectWriter } from './subjects.ts'
import { createUnitWriter } from './units.ts'

/** All that writes reports, buckets and decisions over one connection, put together. */
export type WriteParts = {
  readonly state: WriteState
  readonly logs: LogWriter
  readonly settler: Settler
  /** Decisions alone, to be made within a transaction; `people` writes down who made them too. */
  readonly decisions: DecisionWriter
  readonly people: PersonActs
  readonly resolve: Resolve
  readonly resolveAndTidy: Resolve
  readonly regrouper: Regrouper
}

export const createWriteParts = (db: Connection, rule: ClusterRule): WriteParts => {
  const terms = createTerms(db)
  const index = createUnits(db, rule, terms)
  const rows = createDecisionRows(db)
  const buckets = createBucketWriter(db)
  const units = createUnitWriter(db, rule, index, terms, buckets)
  const leadOn = createLeadOn(db, buckets)
  const splits = createSplitWriter(db, { decisions: rows, units, buckets, leadOn })
  const settler = createSettler(db, rule, { units: index, buckets, decisions: rows, leadOn, splits })
  const reports = createReportWriter(db, rule, { index, units, buckets })
  const state = createWriteState(db, index, () => {
    terms.forget()
    reports.forget()
  })
  const find = createBucketFinder(db)
  const subjects = createSubjectWriter(db)
  const triage = createBucketTriage(db, rows)
  const { resolve, resolveAndTidy } = createResolve(db, { subjects, triage, buckets })
  const decisions = createDecisionWriter(db, rule, {
    state,
    buckets,
    decisions: rows,
    splits,
    settler,
    leadOn,
    resolve
  })
  return {
    state,
    settler,
    logs: createLogWriter(db, { state, reports, units, buckets, settler, resolve: resolveAndTidy }),
    decisions,
    people: createPersonActs(db, { state, settler, decisions, rows, find, subjects, triage, resolve }),
    resolve,
    resolveAndTidy,
    regrouper: createRegrouper(db, rule, { index, units, buckets, settler, leadOn, decisions: rows })
  }
}
