import type { Report } from '../../shared/model/report.ts'
import type { Reason } from '../../shared/model/similar.ts'
import type { Decision as Link, Edge } from './buckets.ts'
import type { Fingerprint } from './fingerprint.ts'
import type { Signature } from './signature.ts'

export type { Edge, Link }

/** A report, or many of one signature, as similarity sees it. Days count from 1970-01-01 UTC, each range its ends. */
export type Crash = {
  readonly fingerprint: Fingerprint
  readonly seen: Range | null
  /** When its development kernels were built. */
  readonly kernels: Range | null
}
export type Range = readonly [first: number, last: number]

export type Scored = { readonly unit: number; readonly score: number }

/** Crashes under numbers, to be found by what they share with another one. */
export type SimilarityIndex = {
  /** Adds a crash, or puts it in the place of another with this number. */
  readonly put: (unit: number, crash: Crash) => void
  readonly remove: (unit: number) => void
  readonly get: (unit: number) => Crash | null
  readonly numbers: () => IterableIterator<number>
  readonly size: () => number
  /** Every unit whose score with `crash` is at least `rule.edge`, in no order. */
  readonly neighbours: (crash: Crash) => readonly Scored[]
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
  readonly createIndex: () => SimilarityIndex
  /** Chance, from 0 to 1, that two crashes are one bug. */
  readonly score: (a: Crash, b: Crash) => number
  /** What speaks for and against that, the strongest first. */
  readonly reasons: (a: Crash, b: Crash) => readonly Reason[]
  /** Pairs that score less are as if they scored nothing. */
  readonly edge: number
  /** Groups join while their members score more than this on average. */
  readonly join: number
  /** Groups of units, by their keys; links are the word of a person and bind, the last one most. */
  readonly groupsOf: (
    units: readonly string[],
    edges: readonly Edge[],
    links: readonly Link[]
  ) => readonly (readonly string[])[]
}
