import { useNavigate } from '@tanstack/react-router'
import { CircleDashed, Download, FolderInput, GitCompare, GitMerge } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { BucketSort } from '../../shared/model/bucket.ts'
import { bucketIdSchema, type CorpusId } from '../../shared/model/ids.ts'
import { nameOf } from '../../shared/model/triage.ts'
import { completionsOf, type KnownValues } from '../../shared/query/complete-filter.ts'
import { parseFilter } from '../../shared/query/parse-filter.ts'
import { useNarrow } from '../app/narrow.ts'
import { usePageTitle } from '../app/page-title.ts'
import { bucketQueryOf, nextSort, sortColumn, type BucketsSearch } from '../app/search.ts'
import { Split } from '../app/split.tsx'
import { addNotice, useNarrowSidebar, useWindowState, whisper } from '../app/window-state.ts'
import { CommandButton } from '../components/command-button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { counted } from '../components/quantities.ts'
import { useDecide } from '../decisions/use-decide.ts'
import { useEngine, useRead } from '../engine/engine.tsx'
import { usePagedRows } from '../engine/pages.ts'
import { askListExport } from '../exports/asked-export.ts'
import { FilterBox } from '../lists/filter-box.tsx'
import { FilterProblems } from '../lists/filter-problems.tsx'
import type { Column } from '../lists/list-props.ts'
import { setPlace } from '../lists/places.ts'
import { CommandMenu, ownerGroup, priorityGroup, statusGroup, tagGroup } from '../triage/command-menu.tsx'
import { useTriage } from '../triage/use-triage.ts'
import { RowList } from '../lists/row-list.tsx'
import { SkeletonRows } from '../lists/skeleton-row.tsx'
import { useRunningImport } from '../imports/use-running-import.ts'
import { bucketActs, type AskedOfList } from './bucket-acts.ts'
import { bucketCells } from './bucket-cells.tsx'
import { Facets } from './facets.tsx'
import { rememberSearch } from './last-search.ts'
import { ListDialogs } from './list-dialogs.tsx'
import { OlderParser } from './older-parser.tsx'
import { OlderRule } from './older-rule.tsx'
import './buckets.css'

const sortCycle: readonly BucketSort[] = ['count', 'logs', 'last-seen', 'first-seen', 'title', 'priority']

type Props = { readonly corpus: CorpusId; readonly search: BucketsSearch }

/** More are not said anything of at once by a slip of the hand. */
const mostSelected = 10_000

/** All buckets of a corpus. */
export const BucketListPage = ({ corpus, search }: Props) => {
  usePageTitle('Buckets')
  const client = useEngine()
  const navigate = useNavigate()
  const me = nameOf(useRead('author.get', {}).data?.author ?? '')
  const query = bucketQueryOf(search, me)
  const rows = usePagedRows('buckets.list', { corpus, query })
  const running = useRunningImport(corpus)
  const narrow = useNarrow()
  const wideSidebar = useWindowState((state) => state.sidebar)
  const narrowSidebar = useNarrowSidebar((state) => state.sidebar)
  const sidebar = narrow ? narrowSidebar : wideSidebar
  const { sort, descending } = sortColumn(search.sort)
  useEffect(() => rememberSearch(corpus, search), [corpus, search])

  const change = (part: Partial<BucketsSearch>, replace = false): void =>
    void navigate({
      to: '/c/$corpus/buckets',
      params: { corpus },
      search: { ...search, ...part },
      replace
    })
  const sortable = (column: BucketSort): NonNullable<Column['sort']> => ({
    direction: sort === column ? (descending ? 'descending' : 'ascending') : null,
    onSort: () => change({ sort: nextSort(search.sort, column) }, true)
  })
  const columns: readonly Column[] = [
    { id: 'kind', title: 'Kind' },
    { id: 'title', title: 'Title', sort: sortable('title') },
    { id: 'note', title: 'Note', quiet: true },
    { id: 'status', title: 'Status' },
    { id: 'priority', title: 'Priority', sort: sortable('priority') },
    { id: 'kernels', title: 'Kernels' },
    { id: 'count', title: 'Reports', align: 'end', sort: sortable('count') },
    { id: 'logs', title: 'Logs', align: 'end', sort: sortable('logs') },
    { id: 'first', title: 'First seen', align: 'end', sort: sortable('first-seen') },
    { id: 'last', title: 'Last seen', align: 'end', sort: sortable('last-seen') }
  ]

  const decide = useDecide(corpus)
  const triage = useTriage(corpus)
  const [asked, setAsked] = useState<AskedOfList | null>(null)
  const { sort: _order, ...filter } = search
  const place = `buckets ${corpus} ${JSON.stringify(filter)}`

  /** All that match, read in the largest pages. */
  const allKeys = async (): Promise<readonly string[]> => {
    const keys: string[] = []
    for (let offset = 0; offset < mostSelected; offset += 1000) {
      const page = { offset, limit: 1000 }
      const answer = await client.call('buckets.list', { corpus, query, page })
      if (!answer.ok) break
      keys.push(...answer.value.rows.map(({ bucket }) => bucket))
      if (keys.length >= answer.value.total) break
    }
    whisper(`${counted(keys.length, 'bucket')} selected`)
    return keys
  }

  /** Compares the newest report of each. */
  const compare = async (a: string, b: string): Promise<void> => {
    const newest = await Promise.all(
      [a, b].map((bucket) =>
        client.call('reports.list', { corpus, bucket: bucketIdSchema.parse(bucket), page: { offset: 0, limit: 1 } })
      )
    )
    const [one, other] = newest.map((answer) => (answer.ok ? answer.value.rows[0]?.report : undefined))
    if (one && other) await navigate({ to: '/c/$corpus/compare', params: { corpus }, search: { a: one, b: other } })
    else addNotice('One of the two buckets has no report any more.', 'Select others.')
  }

  const { problems } = parseFilter(search.q)
  const known: KnownValues = {
    tag: rows.first?.tags.map(({ tag }) => tag) ?? [],
    owner: ['me', ...(rows.first?.owners.map(({ owner }) => owner) ?? [])]
  }
  const facets = <Facets counts={rows.first} filter={search.q} onChange={(q) => change({ q })} />

  const body = (): ReactNode => {
    if (rows.error) return <FailureNotice failure={rows.error.failure} />
    if (!rows.first) return <SkeletonRows rows={12} />
    if (rows.total === 0 && search.q !== '') {
      return (
        <EmptyState text="No bucket matches the filter.">
          <button type="button" className="button" onClick={() => change({ q: '' })}>
            Clear the filter
          </button>
        </EmptyState>
      )
    }
    if (rows.total === 0 && running) return <EmptyState text="The first buckets appear here as logs are read." />
    if (rows.total === 0) {
      return (
        <EmptyState text="This corpus has no crashes yet. Import a folder of kernel logs, or drop one on the window.">
          <CommandButton id="corpus.import-folder" look="main" showKey>
            Import a folder
          </CommandButton>
        </EmptyState>
      )
    }
    return (
      <RowList
        label="Buckets"
        place={place}
        look="bucket-list"
        columns={columns}
        total={rows.total}
        rowAt={rows.rowAt}
        keyOf={({ bucket }) => bucket}
        show={rows.show}
        cells={(row) => bucketCells(corpus, row)}
        onOpen={({ bucket }) => void navigate({ to: '/c/$corpus/buckets/$bucket', params: { corpus, bucket } })}
        onCompare={(a, b) => void compare(a, b)}
        allKeys={allKeys}
        acts={(selected, cursor) => ({
          ...bucketActs({ decide, triage, selected, cursor, ask: setAsked }),
          'list.export': {
            run: () => askListExport(corpus, { selected, query, total: rows.total })
          }
        })}
        onSortNext={() => {
          const next = sortCycle[(sortCycle.indexOf(sort) + 1) % sortCycle.length] ?? 'count'
          change({ sort: next === 'title' ? 'title' : `-${next}` }, true)
        }}
      />
    )
  }

  return (
    <Split id="buckets" before={sidebar ? { content: facets, label: 'the sidebar', size: 200, least: 160 } : null}>
      <div className="view">
        <div className="view-head">
          <h1>Buckets</h1>
          <output className="view-count">{rows.first ? counted(rows.total, 'bucket') : ''}</output>
          <FilterBox
            label="Filter the buckets"
            hint="Text or tag:net"
            value={search.q}
            onChange={(q) => change({ q }, true)}
            completionsAt={(text, caret) => completionsOf(text, caret, known)}
          />
          <span className="view-space" />
          <CommandButton id="list.compare" look="bare">
            <GitCompare size={15} aria-hidden />
            Compare
          </CommandButton>
          <CommandButton id="decide.merge" look="bare">
            <GitMerge size={15} aria-hidden />
            Merge
          </CommandButton>
          <CommandMenu label="Triage" groups={[statusGroup, priorityGroup, ownerGroup, tagGroup]}>
            <CircleDashed size={15} aria-hidden />
            Triage
          </CommandMenu>
          <CommandButton id="list.export" look="icon">
            <Download size={15} aria-hidden />
          </CommandButton>
          <CommandButton id="corpus.import-folder" look="icon">
            <FolderInput size={15} aria-hidden />
          </CommandButton>
        </div>
        <FilterProblems problems={problems} />
        <OlderParser corpus={corpus} />
        <OlderRule corpus={corpus} />
        {body()}
        <ListDialogs
          corpus={corpus}
          asked={asked}
          decide={decide}
          triage={triage}
          onAsk={setAsked}
          onDone={() => setPlace(place, { selected: [] })}
        />
      </div>
    </Split>
  )
}
