import { noTriage, type Triage, type TriageChange } from '../../shared/model/triage.ts'
import { compareActs } from './order.ts'

/** A standing change of a bucket. */
export type Said = {
  readonly act: string
  readonly time: number
  /** It was said of the bucket itself, not of one that went into it. */
  readonly own: boolean
  readonly change: TriageChange
}

/**
 * What stands of a bucket: the newest word on each matter. Of status, priority and owner those on the bucket itself
 * outrank those on buckets that went into it; tags of all of them are together.
 */
export const triageOf = (said: readonly Said[]): Triage => {
  const ranked = said.toSorted((a, b) => Number(a.own) - Number(b.own) || compareActs(a, b))
  const triage: { -readonly [Key in keyof Triage]: Triage[Key] } = { ...noTriage }
  for (const { change } of ranked) {
    if (change.kind === 'status') triage.status = change.status
    else if (change.kind === 'priority') triage.priority = change.priority
    else if (change.kind === 'owner') triage.owner = change.owner
  }
  const tags = new Set<string>()
  for (const { change } of said.toSorted(compareActs)) {
    if (change.kind !== 'tag') continue
    if (change.on) tags.add(change.tag)
    else tags.delete(change.tag)
  }
  return { ...triage, tags: [...tags].sort() }
}
