/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a cell of the grid in row-list.tsx */
/** What stands where a row has not come; drawn only after 150 ms, so that a quick answer does not flicker. */
export const SkeletonRow = () => (
  <span role="gridcell" className="skeleton" aria-label="Loading">
    <span />
    <span />
  </span>
)

export const SkeletonRows = ({ rows }: { readonly rows: number }) => (
  <div aria-busy="true" aria-label="Loading">
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className="list-row skeleton-alone">
        <span className="skeleton">
          <span />
          <span />
        </span>
      </div>
    ))}
  </div>
)
