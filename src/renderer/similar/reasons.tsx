import { Minus, Plus } from 'lucide-react'
import type { Reason } from '../../shared/model/similar.ts'
import './similar.css'

/** Functions of a reason that its sentence does not name itself, and how many are left out. */
const others = ({ functions, text }: Reason, most: number): string => {
  const unnamed = functions.filter((name) => !text.includes(name))
  const shown = unnamed.slice(0, most).join(', ')
  return unnamed.length > most ? `${shown} and ${unnamed.length - most} more` : shown
}

const Item = ({ reason, most }: { readonly reason: Reason; readonly most: number }) => {
  const Icon = reason.weighs === 'for' ? Plus : Minus
  const functions = others(reason, most)
  return (
    <li className="reason" data-weighs={reason.weighs}>
      <Icon size={13} aria-hidden />
      <span className="visually-hidden">{reason.weighs === 'for' ? 'For: ' : 'Against: '}</span>
      <span>
        {reason.text}
        {functions !== '' && (
          <span className="reason-functions" title={reason.functions.join('\n')}>
            {' '}
            {functions}
          </span>
        )}
      </span>
    </li>
  )
}

type Props = {
  readonly reasons: readonly Reason[]
  /** How many reasons, and functions of each, are shown. */
  readonly most?: number
}

/** What speaks for and against that two crashes are one bug, the strongest first. */
export const Reasons = ({ reasons, most = 20 }: Props) => (
  <ul className="reasons">
    {reasons.slice(0, most).map((reason) => (
      <Item key={`${reason.kind} ${reason.weighs} ${reason.text}`} reason={reason} most={4} />
    ))}
  </ul>
)
