import type { Report } from '../../shared/model/report.ts'
import type { Reason } from '../../shared/model/similar.ts'
import type { Decision as Link, Edge } from './buckets.ts'
import type { Fingerprint } from './fingerprint.ts'
import type { Signature } from './signature.ts'

export type { Edge, Link }

/** A report, or all of one signature, as similarity sees it. Days count from 1970-01-01 UTC, a range has its ends. */
export type Crash = {
  readonly fingerprint: Fingerprint
  /** In whole months of 30 days; null where no time is known but that of a file. */
  readonly seen: Range | null
  /** When its development kernels were built. */
  readonly kernels: Range | null
}
export type Range = readonly [first: number, last: number]

export type Scored = { readonly unit: number; readonly score: number }
export type PairScore = { readonly a: number; readonly b: number; readonly score: number }

/** Crashes under numbers, to be found by what they share with another one. */
export type SimilarityIndex = {
  /** Adds a crash under a number that is free. */
  readonly put: (unit: number, crash: Crash) => void
  /** A crash that was put has other days now. */
  readonly redate: (unit: number) => void
  /** To be called while `crashOf` still answers the crash as it was put. */
  readonly remove: (unit: number) => void
  readonly get: (unit: number) => Crash | null
  readonly numbers: () => Iterable<number>
  readonly size: () => number
  /**
   * Every other unit that scores more than `rule.join` with this one, in no order. Of a name that very many units have
   * it goes by a part of them: which, depends on all units that are there.
   */
  readonly neighbours: (unit: number) => readonly Scored[]
  /** The units that would have other neighbours among each other if these were not there. */
  readonly disturbedBy: (units: readonly number[]) => ReadonlySet<number>
  /** The scores of all pairs of one with one of the others that share anything to be found by; each pair once. */
  readonly between: (units: readonly number[], others: readonly number[]) => readonly PairScore[]
  /** The most alike, the best first, whatever they score. */
  readonly nearest: (crash: Crash, limit: number) => readonly Scored[]
}

/** How reports become buckets. Everything is a pure function of what it is given, in whatever order. */
export type ClusterRule = {
  /** Goes up with every release that puts reports into buckets in another way. */
  readonly version: number
  readonly fingerprintOf: (report: Report) => Fingerprint
  /** About when a development kernel was built, in days since 1970-01-01; null where its name does not say. */
  readonly kernelDay: (version: string) => number | null
  readonly signatureOf: (fingerprint: Fingerprint) => Signature
  /** `crashOf` answers each crash that was put and not removed; whoever owns them packs them as small as they can be. */
  readonly createIndex: (crashOf: (unit: number) => Crash | null) => SimilarityIndex
  /** Chance, from 0 to 1, that two crashes are one bug. */
  readonly score: (a: Crash, b: Crash) => number
  /** What speaks for and against that, the strongest first. */
  readonly reasons: (a: Crash, b: Crash) => readonly Reason[]
  /** Groups join while their members score more than this on average. */
  readonly join: number
  /** Groups of units, by their keys; links are the word of a person and bind, the last one most. */
  readonly groupsOf: (
    units: readonly string[],
    edges: readonly Edge[],
    links: readonly Link[]
  ) => readonly (readonly string[])[]
  /**
   * So many units that are connected are grouped by all their scores; of more, a sample of so many is (many-units.ts).
   * Without it as many as is usual.
   */
  readonly sampling?: { readonly whole: number; readonly sample: number }
}
