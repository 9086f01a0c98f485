/** How far a job is, from 0 to 1; null while that is not known. */
export const ProgressBar = ({ label, value }: { readonly label: string; readonly value: number | null }) => (
  <div
    className="progress"
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    {...(value === null ? {} : { 'aria-valuenow': Math.round(value * 100) })}
  >
    <div className="progress-fill" style={{ width: `${(value ?? 0) * 100}%` }} />
  </div>
)
