import {
  Ban,
  BellOff,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CopyCheck,
  Eye,
  RotateCcw,
  SignalHigh,
  SignalLow,
  SignalMedium,
  Siren,
  type LucideIcon
} from 'lucide-react'
import type { ShownStatus } from '../../shared/model/bucket.ts'
import type { Priority } from '../../shared/model/triage.ts'
import { priorityNames, statusNames } from './triage-words.ts'
import './triage.css'

const icons: Readonly<Record<ShownStatus, LucideIcon>> = {
  new: CircleDashed,
  looking: Eye,
  confirmed: CircleDot,
  fixed: CircleCheck,
  'came-back': RotateCcw,
  duplicate: CopyCheck,
  invalid: Ban,
  ignored: BellOff
}

/** A status by icon and word. */
export const StatusMark = ({
  status,
  title
}: {
  readonly status: ShownStatus
  readonly title?: string | undefined
}) => {
  const Icon = icons[status]
  return (
    <span className="status-mark" data-status={status} title={title}>
      <Icon size={13} aria-hidden />
      {statusNames[status]}
    </span>
  )
}

const priorityIcons: Readonly<Record<Exclude<Priority, 'none'>, LucideIcon>> = {
  low: SignalLow,
  medium: SignalMedium,
  high: SignalHigh,
  urgent: Siren
}

export const PriorityMark = ({ priority }: { readonly priority: Priority }) => {
  if (priority === 'none') return null
  const Icon = priorityIcons[priority]
  return (
    <span className="priority-mark" data-priority={priority}>
      <Icon size={13} aria-hidden />
      {priorityNames[priority]}
    </span>
  )
}
