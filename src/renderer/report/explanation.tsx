import type { Claim, Explanation } from '../../shared/model/explanation.ts'
import type { Report } from '../../shared/model/report.ts'
import './explanation.css'

type Props = {
  readonly explanation: Explanation
  readonly report: Report
  readonly onLine: (line: number) => void
}

/** Lines that a tooltip quotes; the rest are counted. */
const quoted = 4

const evidence = ({ lines }: Claim, report: Report): string => {
  const texts = new Map(report.lines.map(({ line, text }) => [line, text.trim()]))
  const shown = lines.slice(0, quoted).map((line) => `${line}: ${texts.get(line)?.slice(0, 160) ?? ''}`)
  return lines.length > quoted ? [...shown, `and ${lines.length - quoted} more`].join('\n') : shown.join('\n')
}

const place = ({ lines }: Claim): string => `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`

/** What the report means, first of all: the crash in a sentence, and what else its lines prove. A click goes to the line. */
export const ExplanationView = ({ explanation, report, onLine }: Props) => {
  const { sentence, claims } = explanation
  const open = ({ lines }: Claim): void => onLine(lines[0] ?? report.startLine)
  if (sentence === null && claims.length === 0) return null
  return (
    <section className="explanation" aria-label="What it means">
      {sentence && (
        <button
          type="button"
          className="explanation-sentence"
          title={evidence(sentence, report)}
          onClick={() => open(sentence)}
        >
          {sentence.text}
        </button>
      )}
      {claims.length > 0 && (
        <ul className="explanation-claims">
          {claims.map((claim) => (
            <li key={claim.text} data-kind={claim.kind}>
              <button type="button" title={evidence(claim, report)} onClick={() => open(claim)}>
                {claim.text}
                <span className="explanation-place">{place(claim)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
