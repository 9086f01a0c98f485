import type { CrashKind } from '../../shared/model/crash-kind.ts'
import type { StackKind } from '../../shared/model/frame.ts'
import type { Report } from '../../shared/model/report.ts'
import { crashNames, namedInLines, namesOf } from './crash-functions.ts'
import { commonName, isMachinery } from './function-name.ts'
import { kernelDay } from './kernel-day.ts'

export const channels = ['crash', 'allocated', 'freed', 'other'] as const
export type Channel = (typeof channels)[number]

/** What similarity goes by, and all of it. Functions are common names, the innermost first, a name once in a channel. */
export type Fingerprint = {
  readonly kind: CrashKind
  readonly type: string
  readonly titles: readonly string[]
  readonly frame: string | null
  readonly corrupted: boolean
  readonly guiltyFile: string | null
  readonly channels: Readonly<Record<Channel, readonly string[]>>
  readonly locks: readonly string[]
  readonly modules: readonly string[]
  readonly files: readonly string[]
  readonly access: string | null
  readonly kernel: string | null
  readonly kernelDay: number | null
}

const channelOf: Readonly<Record<StackKind, Channel>> = {
  crash: 'crash',
  allocated: 'allocated',
  freed: 'freed',
  'related-work': 'other',
  'other-cpu': 'other',
  lock: 'other',
  other: 'other'
}

const channelLength = 24

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)]

/** Lockdep numbers the classes that share a name: `&type->s_umount_key#34`, `sk_lock-AF_INET/1`. */
const lockName = (name: string): string => `lock:${name.replace(/(?:#\d+)?(?:\/\d+)?$/, '').replaceAll(' ', '_')}`

export const fingerprintOf = (report: Report): Fingerprint => {
  const named = (channel: Channel): readonly string[] =>
    report.stacks.filter((stack) => channelOf[stack.kind] === channel).flatMap((stack) => namesOf(stack.frames))
  const [crashStack, ...moreCrashStacks] = report.stacks.filter(
    (stack) => stack.kind === 'crash' && namesOf(stack.frames).length > 0
  )
  const own = crashNames(report, crashStack ?? null)
  const allocated = named('allocated')
  const found = own.length === 0 ? allocated : own
  const crash = found.length === 0 ? namedInLines(report) : found
  // The parser's word for a title whose function is lost.
  const frame = report.frame === null || report.frame === 'corrupted' ? null : commonName(report.frame)
  const whole = frame === null || crash.includes(frame) ? crash : [frame, ...crash]
  const access = report.facts.access?.value ?? null
  return {
    kind: report.kind,
    type: report.type,
    titles: unique([report.title, ...report.altTitles]),
    frame,
    corrupted: report.corrupted,
    guiltyFile: report.guiltyFile,
    channels: {
      crash: unique(whole).slice(0, channelLength * 2),
      allocated: own.length === 0 ? [] : unique(allocated).slice(0, channelLength),
      freed: unique(named('freed')).slice(0, channelLength),
      other: unique([...moreCrashStacks.flatMap((stack) => namesOf(stack.frames)), ...named('other')]).slice(
        0,
        channelLength * 2
      )
    },
    locks: unique(
      [...report.locks.named.map((one) => one.lock.lock.name), ...report.locks.chain.map((link) => link.lock.name)].map(
        lockName
      )
    ),
    modules: unique(
      report.stacks.flatMap((stack) => stack.frames.flatMap((one) => (one.module === null ? [] : [one.module])))
    ),
    files: unique(
      report.stacks
        .filter((stack) => stack.kind === 'crash' || stack.kind === 'allocated')
        .flatMap((stack) =>
          stack.frames.flatMap((one) =>
            one.source === null || isMachinery(commonName(one.function)) ? [] : [one.source.file]
          )
        )
    ).slice(0, 12),
    access: access === null ? null : `${access.direction} ${access.size ?? '?'}`,
    kernel: report.kernel,
    kernelDay: kernelDay(report.kernel)
  }
}

/** The folders of its source files, each with its slash: `net/can/j1939/`. */
export const foldersOf = (fingerprint: Fingerprint): readonly string[] =>
  unique(fingerprint.files.map((file) => file.slice(0, file.lastIndexOf('/') + 1)))

/** Every name of a fingerprint that has a weight. */
export const namesOfFingerprint = (fingerprint: Fingerprint): readonly string[] => [
  ...channels.flatMap((channel) => fingerprint.channels[channel]),
  ...fingerprint.locks,
  ...fingerprint.files,
  ...foldersOf(fingerprint)
]
