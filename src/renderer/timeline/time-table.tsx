import { count } from '../components/quantities.ts'
import { binText, type TimeBins } from '../../shared/model/time-bins.ts'

/** The plot in figures: every stretch with reports, and how many of them each release has. */
export const TimeTable = ({ found: { unit, bins, lanes } }: { readonly found: TimeBins }) => (
  <table className="time-table">
    <caption className="visually-hidden">{`Reports by ${unit} and kernel`}</caption>
    <thead>
      <tr>
        <th scope="col">Date</th>
        <th scope="col">Reports</th>
        <th scope="col">Kernels</th>
      </tr>
    </thead>
    <tbody>
      {bins.map(
        (bin, at) =>
          bin.count > 0 && (
            <tr key={bin.start}>
              <th scope="row">{binText(bin, unit)}</th>
              <td>{count(bin.count)}</td>
              <td>
                {lanes
                  .filter((lane) => (lane.bins[at] ?? 0) > 0)
                  .map((lane) => `${lane.name}: ${count(lane.bins[at] ?? 0)}`)
                  .join(', ')}
              </td>
            </tr>
          )
      )}
    </tbody>
  </table>
)
