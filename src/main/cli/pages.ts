import type { Page } from '../../shared/model/bucket.ts'
import { success, type Result } from '../../shared/model/result.ts'

/** All rows of a paged method, or the first failure. */
export const pagesOf = async <Row, Failure>(
  fetch: (page: Page) => Promise<Result<{ readonly total: number; readonly rows: readonly Row[] }, Failure>>
): Promise<Result<readonly Row[], Failure>> => {
  const limit = 1000
  const rows: Row[] = []
  for (;;) {
    const page = await fetch({ offset: rows.length, limit })
    if (!page.ok) return page
    rows.push(...page.value.rows)
    if (page.value.rows.length < limit) return success(rows)
  }
}
