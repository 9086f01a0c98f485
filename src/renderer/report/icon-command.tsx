import type { LucideIcon } from 'lucide-react'
import type { CommandId } from '../../shared/commands/commands.ts'
import { CommandButton } from '../components/command-button.tsx'

export const IconCommand = ({ id, icon: Icon }: { readonly id: CommandId; readonly icon: LucideIcon }) => (
  <CommandButton id={id} look="icon">
    <Icon size={16} aria-hidden />
  </CommandButton>
)
