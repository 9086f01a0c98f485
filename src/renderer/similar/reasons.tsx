import { Minus, Plus } from 'lucide-react'
import type { Reason } from '../../shared/model/similar.ts'
import './similar.css'

/** The functions of a reason whose sentence names none of them itself, and how many are left out. */
const unnamed = ({ functions, text }: Reason, most: number): string => {
  if (functions.some((name) => text.includes(name))) return ''
  const shown = functions.slice(0, most).join(', ')
  return functions.length > most ? `${shown} and ${functions.length - most} more` : shown
}

const Item = ({ reason, most }: { readonly reason: Reason; readonly most: number }) => {
  const Icon = reason.weighs === 'for' ? Plus : Minus
  const functions = unnamed(reason, most)
  return (
    <li className="reason" data-weighs={reason.weighs} title={reason.functions.join('\n') || undefined}>
      <Icon size={13} aria-hidden />
      <span className="visually-hidden">{reason.weighs === 'for' ? 'For: ' : 'Against: '}</span>
      <span>
        {reason.text}
        {functions !== '' && <span className="reason-functions"> {functions}</span>}
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
