import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Annotation } from '../../shared/model/annotation.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { CorpusId, ReportId } from '../../shared/model/ids.ts'
import { success, type Result } from '../../shared/model/result.ts'
import type { InputOf, OutputOf } from '../../shared/protocol/methods.ts'
import { useEngine, useRead } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'

export type Listed = OutputOf<'annotations.list'>[number]
/** An annotation with the lines to show it on. */
export type Located = { readonly annotation: Annotation; readonly at: NonNullable<Listed['at']>; readonly own: boolean }

export type Save = Omit<InputOf<'annotations.save'>, 'corpus' | 'report'>

export type Annotations = {
  /** In the order of their lines. */
  readonly located: readonly Located[]
  /** Its own ones whose lines are gone. */
  readonly lost: readonly Annotation[]
  readonly failure: Failure | null
  /** Why nothing can be written; undefined where it can. */
  readonly refusal: string | undefined
  readonly save: (save: Save) => Promise<Result<null, Failure>>
}

const nothing: OutputOf<'annotations.list'> = []

/** The annotations to show in a report, and the way to write them. */
export const useAnnotations = (corpus: CorpusId, report: ReportId): Annotations => {
  const client = useEngine()
  const queries = useQueryClient()
  const read = useRead(
    'annotations.list',
    useMemo(() => ({ corpus, of: { kind: 'report' as const, report } }), [corpus, report])
  )
  const readOnly = useRead('corpus.describe', { corpus }).data?.readOnly ?? false
  // What is shown until the answer comes is of another report.
  const listed = read.isPlaceholderData ? nothing : (read.data ?? nothing)
  const located = useMemo(
    () =>
      listed
        .flatMap(({ annotation, at }): readonly Located[] =>
          at ? [{ annotation, at, own: annotation.place.report === report }] : []
        )
        .toSorted((a, b) => a.at.startLine - b.at.startLine || Number(b.own) - Number(a.own)),
    [listed, report]
  )
  const lost = useMemo(
    () => listed.flatMap(({ annotation, at }) => (at || annotation.place.report !== report ? [] : [annotation])),
    [listed, report]
  )
  const save = async (what: Save): Promise<Result<null, Failure>> => {
    const saved = await client.call('annotations.save', { corpus, report, ...what })
    if (!saved.ok) return saved
    // What was typed goes only when what was saved is on show.
    await queries.invalidateQueries({ queryKey: ['annotations.list'] })
    return success(null)
  }
  return {
    located,
    lost,
    failure: read.error?.failure ?? null,
    refusal: readOnly ? 'The corpus is read-only.' : undefined,
    save: (what) => whileBusy(save(what))
  }
}
