import type { CrashKind } from '../../../shared/model/crash-kind.ts'
import type { Line } from '../lines/line.ts'
import type { CrashData } from '../report/read-crash.ts'

/** What a family may look at: the header with its subsystem prefix off, the lines from the header on, and their data. */
export type Evidence = {
  readonly header: string
  readonly lines: readonly Line[]
  readonly data: CrashData
}

/**
 * What to call a crash. `%f` stands for the function: it is looked for in `candidates`, innermost first, passing over
 * what is generic. With no candidate left the title says `corrupted` in its place.
 */
export type Naming = {
  readonly title: string
  readonly alts?: readonly string[]
  readonly candidates?: readonly string[]
  /** Functions this family passes over beside the generic ones. */
  readonly skip?: (name: string) => boolean
  /** Functions this family names although they are generic. */
  readonly named?: (name: string) => boolean
  /** Named where the report has no call trace to look further in. */
  readonly fallback?: string
  /** True where the candidates are already chosen, generic or not. */
  readonly chosen?: boolean
  /** Said of a report that is torn by its nature. */
  readonly corrupted?: string
  /** False where such a report has no call trace of its own. */
  readonly needsStack?: boolean
  readonly type?: string
  readonly kind?: CrashKind
}

export type Family = {
  readonly name: string
  /** A header line of it. */
  readonly example: string
  /** Tells the header; linear, tied to the start. */
  readonly header: RegExp
  readonly kind: CrashKind
  /** The community's finer type. */
  readonly type: string
  /** Null where the header is this family's but the rest is not: the next family is asked. */
  readonly naming: (match: RegExpExecArray, evidence: Evidence) => Naming | null
}
