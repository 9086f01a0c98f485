import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Page } from '../../shared/model/bucket.ts'
import type { InputOf, OutputOf } from '../../shared/protocol/methods.ts'
import type { CallFailed } from './call-failed.ts'
import { readOptions, useEngine } from './engine.tsx'

export const pageSize = 200

type Paged = 'buckets.list' | 'reports.list' | 'imports.skipped' | 'activity.list'
type RowOf<Name extends Paged> = OutputOf<Name>['rows'][number]
type Answer<Name extends Paged> = { readonly total: number; readonly rows: readonly RowOf<Name>[] }

export type PagedRows<Name extends Paged> = {
  /** Null until the first answer. */
  readonly first: OutputOf<Name> | null
  readonly total: number
  /** Null for a row that has not come yet. */
  readonly rowAt: (index: number) => RowOf<Name> | null
  /** Tells which rows are on show, end exclusive; their pages are read. */
  readonly show: (from: number, to: number) => void
  readonly error: CallFailed | null
  /** What is shown answers an older question. */
  readonly isPlaceholder: boolean
}

/** The pages that hold some rows, the first aside. */
export const pagesOf = (from: number, to: number, total: number): readonly number[] => {
  const [first, last] = [Math.floor(from / pageSize), Math.floor(Math.max(from, Math.min(to, total) - 1) / pageSize)]
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((page) => page > 0)
}

/** Rows of a long list, read in pages as they come into sight. The first page is always read: it has the totals. */
export const usePagedRows = <Name extends Paged>(name: Name, input: Omit<InputOf<Name>, 'page'>): PagedRows<Name> => {
  const client = useEngine()
  const [pages, setPages] = useState<readonly number[]>([])
  const pageInput = (page: number): InputOf<Name> =>
    ({ ...input, page: { offset: page * pageSize, limit: pageSize } satisfies Page }) as unknown as InputOf<Name>
  const first = useQuery({ ...readOptions(client, name, pageInput(0)), placeholderData: keepPreviousData })
  const others = useQueries({
    queries: pages.map((page) => readOptions(client, name, pageInput(page)))
  })

  const answer = first.data ?? null
  const total = answer?.total ?? 0
  const loaded = new Map<number, readonly RowOf<Name>[]>()
  if (answer) loaded.set(0, answer.rows)
  pages.forEach((page, at) => {
    const data = others[at]?.data as Answer<Name> | undefined
    if (data) loaded.set(page, data.rows)
  })

  return {
    first: answer,
    total,
    rowAt: (index) => loaded.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null,
    show: (from, to) => {
      const wanted = pagesOf(from, to, total)
      if (wanted.join() !== pages.join()) setPages(wanted)
    },
    error: first.error,
    isPlaceholder: first.isPlaceholderData
  }
}
