import type { Facts } from '../../../shared/model/facts.ts'
import type { Span } from '../../../shared/model/span.ts'
import { buildTimeIn } from '../history/boot.ts'
import type { Line } from '../lines/line.ts'
import { partOf } from '../lines/place.ts'
import { taintsOf } from './taint.ts'

/** The model's name in the version words: `PREEMPT(full)`, `PREEMPT_RT`, `PREEMPT_{RT,(full)}`, plain `PREEMPT`. */
const preemptionOf = (words: string): string | null => {
  const match = /(?:^| )PREEMPT(?:\(([a-z]{1,16})\)|_([A-Z]{1,16})|_\{([^}]{1,32})\})?(?= |$)/.exec(words)
  if (match === null) return null
  return (match[1] ?? match[2] ?? match[3]?.split(',')[0] ?? 'full').toLowerCase()
}

export type VersionFacts = Pick<Facts, 'taint' | 'kernel' | 'commit' | 'build' | 'buildTime' | 'preemption'>

/** A piece of a line: what it is, and where it starts and ends in the line's text. */
export type Piece<Value> = { readonly value: Value; readonly from: number; readonly to: number }

type Version = {
  readonly letters: Piece<string> | null
  readonly release: Piece<string> | null
  readonly build: Piece<string> | null
}

/** Splits what follows the command, from `at` on: `Not tainted 6.15.0 #0 PREEMPT(full)`, `Tainted: G W 4.3.5+ #11`. */
export const readVersion = (text: string, at: number): Version => {
  let letters: Piece<string> | null = null
  let from = at
  if (text.startsWith('Not tainted', at)) {
    from = at + 11
    letters = { value: '', from: at, to: from }
    while (text.charCodeAt(from) === 32 || text.charCodeAt(from) === 40) from += 1
  } else if (text.startsWith('Tainted: ', at)) {
    const words = text.slice(at + 9)
    const release = /(?:^|[ (])(?=\d)/.exec(words)
    from = at + 9 + (release === null ? words.length : release.index + release[0].length)
    const between = text.slice(at + 9, from)
    letters = { value: between.replaceAll(/[ (]/g, ''), from: at + 9, to: at + 9 + between.trimEnd().length }
  }
  const blank = text.indexOf(' ', from)
  const name = (blank < 0 ? text.slice(from) : text.slice(from, blank)).replace(/[)]$/, '')
  if (!/^\d{1,4}\.\d/.test(name)) return { letters, release: null, build: null }
  const release = { value: name, from, to: from + name.length }
  if (blank < 0) return { letters, release, build: null }
  // Before 3.x the version stood in brackets: `Not tainted  (2.6.32 #1) MACHINE`.
  const close = text.charCodeAt(from - 1) === 40 ? text.indexOf(')', from) : -1
  if (close >= 0 && close < blank) return { letters, release, build: null }
  const rest = text.slice(blank, close < 0 ? undefined : close)
  const start = blank + rest.length - rest.trimStart().length
  const words = rest.trim()
  const build = words.endsWith(')') && !words.includes('(') ? words.slice(0, -1) : words
  return { letters, release, build: build === '' ? null : { value: build, from: start, to: start + build.length } }
}

export const versionFacts = (line: Line, { letters, release, build }: Version): VersionFacts => {
  const found = <Value>(value: Value, { from, to }: Piece<unknown>): { value: Value; span: Span } => ({
    value,
    span: partOf(line, from, to)
  })
  const commit = release === null ? null : /-g([0-9a-f]{7,40})(?=$|[-.+])/.exec(release.value)
  const model = build === null ? null : preemptionOf(build.value)
  const time = build === null ? null : buildTimeIn(build.value)
  return {
    taint: letters === null ? null : found(taintsOf(letters.value), letters),
    kernel: release === null ? null : found(release.value, release),
    commit:
      release === null || commit?.[1] === undefined
        ? null
        : {
            value: commit[1],
            span: partOf(line, release.from + commit.index + 2, release.from + commit.index + 2 + commit[1].length)
          },
    build: build === null ? null : found(build.value, build),
    buildTime:
      build === null || time === null
        ? null
        : { value: time.text, span: partOf(line, build.from + time.at, build.from + time.at + time.text.length) },
    preemption: build === null || model === null ? null : found(model, build)
  }
}

/**
 * The version behind registers: `REGS: c0a0f6d0 TRAP: 0300   Not tainted  (5.10.0)` of powerpc, `EIP:    0060:[<c01000>]
 * Not tainted VLI` and `EFLAGS: 00010246   (2.6.9-5.EL)` of i386 before 2.6.25.
 */
export const readVersionBehind = (line: Line): VersionFacts | null => {
  const { text } = line
  const mark = text.indexOf('ainted')
  const at = mark < 0 ? -1 : Math.max(text.indexOf('Not tainted'), text.indexOf('Tainted: '))
  if (at >= 0) return versionFacts(line, readVersion(text, at))
  const match = /\((\d\.\d{1,3}\.\d\S{0,60})\) {0,4}$/.exec(text)
  const name = match?.[1]
  if (match === null || name === undefined) return null
  const from = match.index + 1
  const release = { value: name, from, to: from + name.length }
  return versionFacts(line, { letters: null, release, build: null })
}
