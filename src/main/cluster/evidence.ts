import type { CrashKind } from '../../shared/model/crash-kind.ts'
import type { Channel, Fingerprint } from './fingerprint.ts'

/** A function that both stacks hold, with its places in them from 0, innermost first. */
export type SharedFunction = { readonly name: string; readonly a: number; readonly b: number }

/** Why two reports are or are not taken for one bug. `for` is what speaks for it. */
export type Evidence =
  | { readonly kind: 'title'; readonly for: boolean; readonly title: string; readonly alternative: boolean }
  | { readonly kind: 'title-function'; readonly for: boolean; readonly function: string; readonly place: number | null }
  | {
      readonly kind: 'frames'
      readonly for: boolean
      readonly channel: Channel
      readonly shared: readonly SharedFunction[]
    }
  | {
      readonly kind: 'across'
      readonly for: boolean
      readonly a: Channel
      readonly b: Channel
      readonly shared: readonly string[]
    }
  | { readonly kind: 'other-frames'; readonly for: boolean; readonly a: string | null; readonly b: string | null }
  | {
      readonly kind: 'parting'
      readonly for: boolean
      /** What each stack has above the first function of both, innermost first; never empty. */
      readonly a: readonly string[]
      readonly b: readonly string[]
      readonly meeting: string
    }
  | { readonly kind: 'locks'; readonly for: boolean; readonly shared: readonly string[] }
  | { readonly kind: 'file'; readonly for: boolean; readonly a: string; readonly b: string }
  | { readonly kind: 'folder'; readonly for: boolean; readonly folder: string }
  | { readonly kind: 'type'; readonly for: boolean; readonly a: string; readonly b: string }
  | { readonly kind: 'access'; readonly for: boolean; readonly a: string; readonly b: string }
  | { readonly kind: 'days'; readonly for: boolean; readonly days: number }
  | {
      readonly kind: 'kernels'
      readonly for: boolean
      /** Releases; null for a unit of reports of many. */
      readonly a: string | null
      readonly b: string | null
      /** Between the times the kernels are of. */
      readonly days: number
    }
  | { readonly kind: 'torn'; readonly for: boolean }

const channelWords: Readonly<Record<Channel, string>> = {
  crash: 'crash stack',
  allocated: 'allocation stack',
  freed: 'free stack',
  other: 'other stacks'
}

const listed = (names: readonly string[]): string =>
  names.length <= 4 ? names.join(', ') : `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`

const apart = (days: number): string => {
  const count = Math.round(days)
  if (count === 0) return 'on the same day'
  if (count < 60) return `${count} ${count === 1 ? 'day' : 'days'} apart`
  return count < 720 ? `${Math.round(count / 30.4)} months apart` : `${Math.round(count / 365)} years apart`
}

/** Days are counted between months of 30: between these, none to 59 more. */
const monthsApart = (days: number): string =>
  days < 30 ? 'within two months of each other' : `about ${apart(days + 30)}`

/** Kernel days tell weeks at best. */
const aboutApart = (days: number): string => (days < 14 ? 'of about the same time' : `about ${apart(days)}`)

const kindWords: Readonly<Record<CrashKind, string>> = {
  'memory-safety': 'a bad memory access',
  bug: 'a crash',
  hang: 'a hang',
  locking: 'a locking bug',
  warning: 'a warning',
  'data-race': 'a data race',
  leak: 'a memory leak',
  unknown: 'of unknown sort'
}

const typeWords: Readonly<Record<string, string>> = {
  ATOMIC_SLEEP: 'a sleep in atomic context',
  BUG: 'a BUG',
  LOCKDEP: 'a lockdep report',
  'NULL-POINTER-DEREFERENCE': 'a null pointer dereference',
  REFCOUNT_WARNING: 'a refcount warning',
  UBSAN: 'a UBSAN report'
}

const sanitizer = /^(KASAN|KFENCE|KMSAN)-(.+)$/

/** `a KASAN use-after-free read`, `a refcount warning`, `a hang`: what a report is about. */
export const sortOf = ({ kind, type }: Fingerprint): string => {
  const [, tool, fault] = sanitizer.exec(type) ?? []
  if (tool === undefined || fault === undefined) return typeWords[type] ?? kindWords[kind]
  const words = fault
    .toLowerCase()
    .replaceAll('-', ' ')
    .replace('use after free', 'use-after-free')
    .replace('uninit value', 'use of an uninitialized value')
  return `a ${tool} ${words}`
}

/** `read 8` as the report says it: `a read of 8 bytes`; null where it says nothing. */
export const accessInWords = (access: string): string | null => {
  const [direction = '', size = '?'] = access.split(' ')
  if (direction === 'unknown') return null
  const what = direction === 'execute' ? 'an attempt to execute' : `a ${direction}`
  return size === '?' ? what : `${what} of ${size} ${size === '1' ? 'byte' : 'bytes'}`
}

/** The evidence as one sentence. */
export const evidenceInWords = (evidence: Evidence): string => {
  switch (evidence.kind) {
    case 'title':
      if (!evidence.for) return 'The titles differ.'
      return evidence.alternative ? `Both can be titled "${evidence.title}".` : 'The title is the same.'
    case 'title-function':
      if (evidence.place === null) return `Both are titled by ${evidence.function}.`
      return `${evidence.function}, which titles the one, is frame ${evidence.place} of the other's crash stack.`
    case 'frames':
      return evidence.for
        ? `Both ${channelWords[evidence.channel]}s hold ${listed(evidence.shared.map((one) => one.name))}.`.replace(
            'stackss',
            'stacks'
          )
        : `The ${channelWords[evidence.channel]}s share no rare function.`.replace('stackss', 'stacks')
    case 'across':
      return `The ${channelWords[evidence.a]} of the one and the ${channelWords[evidence.b]} of the other share ${listed(evidence.shared)}.`
    case 'other-frames':
      return `The crash is in ${evidence.a ?? 'no known function'} here and in ${evidence.b ?? 'no known function'} there.`
    case 'parting':
      return `Above ${evidence.meeting}, the one stack has ${listed(evidence.a)} and the other ${listed(evidence.b)}.`
    case 'locks':
      return evidence.for ? `Both are about the lock ${listed(evidence.shared)}.` : 'They are about other locks.'
    case 'file':
      return evidence.for ? `Both blame ${evidence.a}.` : `The one blames ${evidence.a}, the other ${evidence.b}.`
    case 'folder':
      return `Both pass through ${evidence.folder}.`
    case 'type':
      return evidence.for ? `Both are ${evidence.a}.` : `The one is ${evidence.a}, the other ${evidence.b}.`
    case 'access':
      return evidence.for
        ? `The bad access of both is ${evidence.a}.`
        : `The bad access of the one is ${evidence.a}, of the other ${evidence.b}.`
    case 'days':
      return `They were seen ${monthsApart(evidence.days)}.`
    case 'kernels':
      if (evidence.a === null || evidence.b === null) return `Their kernels are ${aboutApart(evidence.days)}.`
      return evidence.a === evidence.b
        ? `Both ran on ${evidence.a}.`
        : `Their kernels, ${evidence.a} and ${evidence.b}, are ${aboutApart(evidence.days)}.`
    case 'torn':
      return 'A title is torn, so titles do not count.'
  }
}
