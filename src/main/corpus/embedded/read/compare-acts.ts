import { isDeepStrictEqual } from 'node:util'
import { deedSchema, type Act, type Deed } from '../../../../shared/model/act.ts'
import type { ClaimedBucket, Compared } from '../../triage.ts'
import { actOf, type ActRow } from '../act-rows.ts'
import type { Connection } from '../connection.ts'
import { readStored } from './stored.ts'

/** Tells what comes from elsewhere from what is here; see triage.ts. */
export type ActComparer = (acts: readonly Act[], claims: readonly ClaimedBucket[]) => Compared

/** Of acts that are older than acts, whose makers nobody wrote down: each corpus made them up for itself. */
const unknownAuthor = 'unknown'

const unlocated = (deed: Deed): object => {
  switch (deed.kind) {
    case 'note':
      return { ...deed, subject: null, title: '', over: [] }
    case 'decision':
      return { ...deed, subject: null, other: null }
    case 'triage':
    case 'annotation':
    case 'undo':
    case 'redo':
      return deed
  }
}

/** As it comes out of storage, which has no half surrogates. */
const plain = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.toWellFormed() : part)))

const isSame = (a: Act, b: Act): boolean => {
  const isOld = a.author === unknownAuthor && b.author === unknownAuthor
  const said = (act: Act): unknown => plain(isOld ? { ...act, time: 0, deed: unlocated(act.deed) } : act)
  return isDeepStrictEqual(said(a), said(b))
}

export const createActComparer = (db: Connection): ActComparer => {
  const known = db.prepare<[string], ActRow>('SELECT * FROM act WHERE id = ?')
  const deciding = db
    .prepare<[string], string>(`SELECT deed FROM act WHERE thing = ? AND kind = 'decision' LIMIT 1`)
    .pluck()
  const isNamed = db.prepare<[string, number]>('SELECT 1 FROM bucket WHERE id = ? AND opened = ?')

  const decidesOtherwise = ({ deed }: Act): boolean => {
    if (deed.kind !== 'decision') return false
    const stored = deciding.get(deed.decision.decision)
    const there = stored === undefined ? null : readStored(deedSchema, stored, 'the act of a decision')
    return there?.kind === 'decision' && !isDeepStrictEqual(plain(there.decision), plain(deed.decision))
  }

  return (acts, claims) => {
    const fresh: Act[] = []
    let contradicted: Act | undefined
    for (const act of acts) {
      const row = known.get(act.act)
      if (!row) fresh.push(act)
      if (row ? !isSame(actOf(row), act) : decidesOtherwise(act)) contradicted ??= act
    }
    return {
      newActs: fresh.map(({ act }) => act),
      newBuckets: claims
        .filter(({ bucket, opened }) => isNamed.get(bucket, opened) === undefined)
        .map((one) => one.bucket),
      contradicted: contradicted?.act ?? null
    }
  }
}
