import type { FilterProblem } from '../../shared/query/parse-filter.ts'

/** What of a filter says nothing, and what would. What may be typed on still is not spoken of while it is typed. */
export const FilterProblems = ({ problems }: { readonly problems: readonly FilterProblem[] }) => {
  const [first] = problems.toSorted((a, b) => Number(a.unfinished) - Number(b.unfinished))
  return (
    <output className="filter-problem" data-unfinished={first?.unfinished} hidden={!first}>
      {first?.text}
    </output>
  )
}
