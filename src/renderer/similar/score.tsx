import { scoreText } from '../../shared/model/score-text.ts'
import './similar.css'

/** The chance that two crashes are one bug, in figures and as a bar. */
export const Score = ({ score }: { readonly score: number }) => (
  <span className="score" title={`Chance that they are one bug: ${scoreText(score)}`}>
    <span className="score-figure">{scoreText(score)}</span>
    <span className="score-track" aria-hidden>
      <span style={{ width: `${Math.round(score * 100)}%` }} />
    </span>
  </span>
)
