/** How far a job is, from 0 to 1; null while that is not known. */
export const ProgressBar = ({ label, value }: { readonly label: string; readonly value: number | null }) => (
  <progress className="progress" aria-label={label} max={1} {...(value === null ? {} : { value })} />
)
