import { useEffect, useRef, useState, type ChangeEvent } from 'react'
import type { Failure } from '../../shared/model/failure.ts'
import type { BucketId, CorpusId, ReportId } from '../../shared/model/ids.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { addNotice } from '../app/window-state.ts'
import { useCommands } from '../commands/registry.ts'
import { useEngine } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'
import { giveText } from './sides.ts'
import { sayFailure } from './say-failure.ts'
import { TextDialog } from './text-dialog.tsx'
import { readLog, type GivenText } from './given-file.ts'
import { useWays } from './use-ways.ts'

type Props = {
  readonly corpus: CorpusId
  /** What a file or a text is compared with; for a bucket its newest report stands. */
  readonly against:
    | { readonly kind: 'report'; readonly report: ReportId }
    | { readonly kind: 'bucket'; readonly bucket: BucketId }
}

/** Compares a report with a file or a text that is not in the corpus, and is not put in it. */
export const TextCommands = ({ corpus, against }: Props) => {
  const client = useEngine()
  const ways = useWays(corpus)
  const picker = useRef<HTMLInputElement>(null)
  const [asks, setAsks] = useState(false)
  /** Counts what was given; what is answered for an earlier text, or after it was called off, leads nowhere. */
  const turn = useRef(0)
  const begin = (): number => ++turn.current
  useEffect(
    () => () => {
      turn.current++
    },
    []
  )

  const newest = async (bucket: BucketId): Promise<Result<ReportId, Failure>> => {
    const read = await client.call('reports.list', { corpus, bucket, page: { offset: 0, limit: 1 } })
    if (!read.ok) return read
    const report = read.value.rows[0]?.report
    return report ? success(report) : failed({ kind: 'not-found', what: 'bucket', id: bucket })
  }
  /** Goes to the comparison, or says why there is none; what was given stays with who gave it. */
  const take = async ({ name, text }: GivenText, mine = begin()): Promise<Failure | null> => {
    const found = against.kind === 'report' ? success(against.report) : await newest(against.bucket)
    if (!found.ok) return found.failure
    const report = found.value
    const sides = { a: { kind: 'report', report }, b: { kind: 'text', name, text } } as const
    const compared = await client.call('compare.run', { corpus, ...sides })
    if (turn.current !== mine) return null
    if (!compared.ok) return compared.failure
    setAsks(false)
    ways.compare({ a: report, text: giveText(name, text) })
    return null
  }
  const pick = async (file: File): Promise<void> => {
    const mine = begin()
    const given = await readLog(file)
    if (!given.ok) return addNotice(...given.failure)
    const failure = await take(given.value, mine)
    return failure ? sayFailure(failure) : undefined
  }
  const picked = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.currentTarget.files?.[0]
    if (file) void whileBusy(pick(file))
    // The same file can be picked again.
    event.currentTarget.value = ''
  }
  useCommands({
    'compare.with-file': { run: () => picker.current?.click() },
    'compare.with-text': { run: () => setAsks(true) }
  })
  return (
    <>
      <input ref={picker} type="file" hidden aria-label="A log to compare with" onChange={picked} />
      {asks && (
        <TextDialog
          onPick={() => picker.current?.click()}
          onText={(given) => whileBusy(take(given))}
          onFile={(file) => void whileBusy(pick(file))}
          onClose={() => {
            begin()
            setAsks(false)
          }}
        />
      )}
    </>
  )
}
