import type { Page } from '../../shared/model/bucket.ts'
import { success, type Result } from '../../shared/model/result.ts'

/** All rows of a paged method, or the first `most`, or the first failure. */
export const pagesOf = async <Row, Failure>(
  fetch: (page: Page) => Promise<Result<{ readonly total: number; readonly rows: readonly Row[] }, Failure>>,
  most = Number.POSITIVE_INFINITY
): Promise<Result<readonly Row[], Failure>> => {
  const rows: Row[] = []
  for (;;) {
    const limit = Math.min(1000, most - rows.length)
    const page = await fetch({ offset: rows.length, limit })
    if (!page.ok) return page
    rows.push(...page.value.rows)
    if (page.value.rows.length < limit || rows.length >= most) return success(rows)
  }
}
