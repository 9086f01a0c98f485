import type { LucideIcon } from 'lucide-react'
import { commands, type CommandId } from '../../shared/commands/commands.ts'

type Props = {
  readonly command: CommandId
  readonly icon: LucideIcon
  readonly disabled?: boolean
  readonly pressed?: boolean
  readonly onPress: () => void
}

/** A command as an icon; its name and key are the tooltip. */
export const ToolButton = ({ command, icon: Icon, disabled = false, pressed, onPress }: Props) => {
  const { title, keys } = commands[command]
  return (
    <button
      type="button"
      className="tool-button"
      aria-label={title}
      aria-pressed={pressed}
      title={`${title} (${keys[0]})`}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon size={16} aria-hidden />
    </button>
  )
}
