import {
  createRootRoute,
  createRoute,
  createRouter,
  notFound,
  redirect,
  useNavigate,
  type SearchSchemaInput
} from '@tanstack/react-router'
import type { z } from 'zod'
import { bucketIdSchema, corpusIdSchema, reportIdSchema } from '../../shared/model/ids.ts'
import { ActivityPage } from '../activity/activity-page.tsx'
import { BucketPage } from '../bucket/bucket-page.tsx'
import { BucketListPage } from '../buckets/bucket-list-page.tsx'
import { BucketMatrixPage } from '../compare-bucket/bucket-matrix-page.tsx'
import { ComparePage } from '../compare/compare-page.tsx'
import { BucketComparing, ReportComparing } from '../compare/from-pages.tsx'
import { ImportsPage } from '../imports/imports-page.tsx'
import { RegroupPage } from '../regroup/regroup-page.tsx'
import { ReportPage } from '../report/report-page.tsx'
import { ReportsPage } from '../reports/reports-page.tsx'
import { StartPage } from '../start/start-page.tsx'
import { CorpusScope } from './corpus-scope.tsx'
import { Frame } from './frame.tsx'
import { BrokenPage, MissingPage } from './plain-page.tsx'
import {
  bucketSearchSchema,
  bucketsSearchSchema,
  compareSearchSchema,
  parseSearch,
  reportSearchSchema,
  reportsSearchSchema,
  stringifySearch,
  type BucketSearch,
  type BucketsSearch,
  type CompareSearch,
  type ReportSearch,
  type ReportsSearch
} from './search.ts'

/** A part of the path that is not an id of its kind is a page that is not there. */
const idIn = <Schema extends z.ZodType>(schema: Schema, value: string): z.output<Schema> => {
  const parsed = schema.safeParse(value)
  // The router's own way to say so.
  // oxlint-disable-next-line typescript/only-throw-error
  if (!parsed.success) throw notFound()
  return parsed.data
}

const root = createRootRoute({ component: Frame })

const start = createRoute({ getParentRoute: () => root, path: '/', component: StartPage })

const corpus = createRoute({
  getParentRoute: () => root,
  path: '/c/$corpus',
  params: {
    parse: (params) => ({ corpus: idIn(corpusIdSchema, params.corpus) }),
    stringify: (params) => ({ corpus: params.corpus })
  },
  component: () => <CorpusScope corpus={corpus.useParams().corpus} />
})

const corpusIndex = createRoute({
  getParentRoute: () => corpus,
  path: '/',
  beforeLoad: ({ params }) => {
    // oxlint-disable-next-line typescript/only-throw-error
    throw redirect({ to: '/c/$corpus/buckets', params, replace: true })
  }
})

const buckets = createRoute({
  getParentRoute: () => corpus,
  path: '/buckets',
  validateSearch: (search: Partial<BucketsSearch> & SearchSchemaInput) => bucketsSearchSchema.parse(search),
  component: () => <BucketListPage corpus={buckets.useParams().corpus} search={buckets.useSearch()} />
})

const bucket = createRoute({
  getParentRoute: () => corpus,
  path: '/buckets/$bucket',
  validateSearch: (search: Partial<BucketSearch> & SearchSchemaInput) => bucketSearchSchema.parse(search),
  component: () => {
    const params = bucket.useParams()
    const { show } = bucket.useSearch()
    return (
      <>
        <BucketComparing corpus={params.corpus} bucket={idIn(bucketIdSchema, params.bucket)} />
        <BucketPage
          key={params.bucket}
          corpus={params.corpus}
          bucket={idIn(bucketIdSchema, params.bucket)}
          show={show}
        />
      </>
    )
  }
})

const reports = createRoute({
  getParentRoute: () => corpus,
  path: '/reports',
  validateSearch: (search: Partial<ReportsSearch> & SearchSchemaInput) => reportsSearchSchema.parse(search),
  component: () => <ReportsPage corpus={reports.useParams().corpus} text={reports.useSearch().q} />
})

const ReportRoute = () => {
  const params = report.useParams()
  const search = report.useSearch()
  const navigate = useNavigate()
  const id = idIn(reportIdSchema, params.report)
  const go = (next: Partial<typeof search>, replace: boolean): void =>
    void navigate({
      to: '/c/$corpus/reports/$report',
      params: { corpus: params.corpus, report: id },
      search: { ...search, ...next },
      replace
    })
  return (
    <>
      <ReportComparing corpus={params.corpus} report={id} />
      <ReportPage
        corpus={params.corpus}
        report={id}
        view={search.view}
        line={search.line}
        onView={(view) => go({ view }, false)}
        onLine={(line) => go({ line }, true)}
        onOpenReport={(next) =>
          void navigate({ to: '/c/$corpus/reports/$report', params: { corpus: params.corpus, report: next } })
        }
        onOpenBucket={(next) =>
          void navigate({ to: '/c/$corpus/buckets/$bucket', params: { corpus: params.corpus, bucket: next } })
        }
        onCompare={(a, b) =>
          void navigate({ to: '/c/$corpus/compare', params: { corpus: params.corpus }, search: { a, b } })
        }
      />
    </>
  )
}

const report = createRoute({
  getParentRoute: () => corpus,
  path: '/reports/$report',
  validateSearch: (search: Partial<ReportSearch> & SearchSchemaInput) => reportSearchSchema.parse(search),
  component: ReportRoute
})

const compare = createRoute({
  getParentRoute: () => corpus,
  path: '/compare',
  validateSearch: (search: Partial<CompareSearch> & SearchSchemaInput) => compareSearchSchema.parse(search),
  component: () => <ComparePage corpus={compare.useParams().corpus} address={compare.useSearch()} />
})

const bucketCompare = createRoute({
  getParentRoute: () => corpus,
  path: '/buckets/$bucket/compare',
  component: () => {
    const params = bucketCompare.useParams()
    return <BucketMatrixPage key={params.bucket} corpus={params.corpus} bucket={idIn(bucketIdSchema, params.bucket)} />
  }
})

const regroup = createRoute({
  getParentRoute: () => corpus,
  path: '/regroup',
  component: () => <RegroupPage corpus={regroup.useParams().corpus} />
})

const imports = createRoute({
  getParentRoute: () => corpus,
  path: '/imports',
  component: () => <ImportsPage corpus={imports.useParams().corpus} />
})

const activity = createRoute({
  getParentRoute: () => corpus,
  path: '/activity',
  component: () => <ActivityPage corpus={activity.useParams().corpus} />
})

const tree = root.addChildren([
  start,
  corpus.addChildren([
    corpusIndex,
    buckets,
    bucket,
    bucketCompare,
    reports,
    report,
    compare,
    imports,
    activity,
    regroup
  ])
])

export const createAppRouter = () =>
  createRouter({
    routeTree: tree,
    parseSearch,
    stringifySearch,
    defaultNotFoundComponent: MissingPage,
    defaultErrorComponent: ({ error }) => (
      <BrokenPage error={error instanceof Error ? error : new Error(String(error))} />
    ),
    scrollRestoration: false
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
