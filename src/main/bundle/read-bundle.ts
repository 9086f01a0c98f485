import { createHash } from 'node:crypto'
import type { Act } from '../../shared/model/act.ts'
import type { ClaimedBucket } from '../corpus/triage.ts'
import {
  bundleVersion,
  headerSchema,
  latestAct,
  lineSchema,
  pieceBytes,
  type BundledLog,
  type BundleLine
} from './bundle-lines.ts'
import { packedLines, type Opened } from './json-lines.ts'
import { Refused } from './refused.ts'

/** What a bundle says, in its order. After each log come its bytes, and `logged` once they are found to be its own. */
export type BundleEntry =
  | BundledLog
  | { readonly kind: 'bytes'; readonly data: Uint8Array }
  | { readonly kind: 'logged' }
  | { readonly kind: 'bucket'; readonly claim: ClaimedBucket }
  | { readonly kind: 'act'; readonly act: Act }

/** Bytes of a bundle's acts and names in memory at once, as JSON; that is some hundred thousand notes. */
const heldLimit = 512 * 1024 * 1024

const kindOrder: Readonly<Record<BundleLine['kind'], number>> = { log: 0, bytes: 0, bucket: 1, act: 2, end: 3 }

const parsed = (text: string, number: number): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(`line ${number} is no JSON`)
  }
}

/** Throws Refused where the first line is not that of a bundle of a known version. */
const checkHeader = (text: string): void => {
  const header = headerSchema.safeParse(parsed(text, 1))
  if (!header.success) throw new Refused('it does not begin as a bundle does')
  if (header.data.version > bundleVersion) throw new Refused('it is newer', header.data.version)
}

const lineOf = (text: string, number: number): BundleLine => {
  const line = lineSchema.safeParse(parsed(text, number))
  if (line.success) return line.data
  const place = line.error.issues[0]?.path.map(String).join('.')
  throw new Refused(`line ${number} is malformed${place ? ` at ${place}` : ''}`)
}

/** Checks act after act that each is such as people make; also for those of exports. */
export const createActCheck = (): ((act: Act) => void) => {
  let before: Act | null = null
  const seen = new Set<string>()
  const decided = new Map<string, string>()
  return (act) => {
    const { deed } = act
    const made = deed.kind === 'decision' ? deed.decision.made : act.time
    if (Math.max(act.time, made) > latestAct || act.time < 0)
      throw new Refused(`the act ${act.act} is of an impossible time`)
    if (seen.has(act.act)) throw new Refused(`the act ${act.act} is there twice`)
    seen.add(act.act)
    if (deed.kind === 'decision') {
      const { decision } = deed.decision
      const said = JSON.stringify(deed.decision)
      if ((decided.get(decision) ?? said) !== said) throw new Refused(`its acts on the decision ${decision} differ`)
      decided.set(decision, said)
    }
    const ordered = !before || before.time < act.time || (before.time === act.time && before.act < act.act)
    if (!ordered) throw new Refused('its acts are not in order')
    before = act
  }
}

type OpenLog = { readonly log: BundledLog; readonly hash: ReturnType<typeof createHash>; left: number }

/**
 * Reads a bundle to its end and gives on what it says; `onRead` hears of bytes of the file. Throws Refused where it is
 * not sound, so nothing should be done with it before it was read through once.
 */
export async function* bundleEntries(file: Opened, onRead: (bytes: number) => void): AsyncGenerator<BundleEntry> {
  const checkAct = createActCheck()
  const counts = { log: 0, bucket: 0, act: 0 }
  let number = 0
  let held = 0
  let open: OpenLog | null = null
  let lastLog = ''
  let lastBucket = ''
  let order = 0
  let ended = false

  const closed = (): boolean => {
    if (!open) return false
    const { log, hash, left } = open
    if (left > 0) throw new Refused(`the log ${log.log} is not whole`)
    if (hash.digest('hex') !== log.log) throw new Refused(`the bytes of the log ${log.log} are not its own`)
    open = null
    return true
  }

  for await (const text of packedLines(file, onRead)) {
    number += 1
    if (number === 1) {
      checkHeader(text)
      continue
    }
    const line = lineOf(text, number)
    if (ended || kindOrder[line.kind] < order) throw new Refused(`line ${number} is out of order`)
    order = kindOrder[line.kind]
    if (line.kind !== 'bytes' && closed()) yield { kind: 'logged' }
    switch (line.kind) {
      case 'log': {
        if (line.log <= lastLog) throw new Refused(`line ${number} is out of order`)
        lastLog = line.log
        counts.log += 1
        open = { log: line, hash: createHash('sha256'), left: line.size }
        yield line
        break
      }
      case 'bytes': {
        const data = Buffer.from(line.data, 'base64')
        const current: OpenLog | null = open
        if (!current || data.length === 0 || data.length !== Math.min(current.left, pieceBytes)) {
          throw new Refused(`line ${number} has other bytes than its log`)
        }
        current.hash.update(data)
        current.left -= data.length
        yield { kind: 'bytes', data }
        break
      }
      case 'bucket': {
        const { bucket, opened, reports } = line
        if (bucket <= lastBucket) throw new Refused(`line ${number} is out of order`)
        lastBucket = bucket
        counts.bucket += 1
        yield { kind: 'bucket', claim: { bucket, opened, reports } }
        break
      }
      case 'act': {
        checkAct(line.act)
        counts.act += 1
        yield { kind: 'act', act: line.act }
        break
      }
      case 'end': {
        if (line.logs !== counts.log || line.buckets !== counts.bucket || line.acts !== counts.act) {
          throw new Refused('parts of it are missing')
        }
        ended = true
        break
      }
    }
    if (line.kind === 'bucket' || line.kind === 'act') held += text.length
    if (held > heldLimit) throw new Refused('it has more notes and decisions than can be read at once')
  }
  if (!ended) throw new Refused('it is cut off')
}
