import { commands, type CommandId, type CommandScope } from '../../shared/commands/commands.ts'
import { bindingOf } from '../commands/registry.ts'

const where: Readonly<Record<CommandScope, string>> = {
  global: 'Not in this view.',
  list: 'Only in a list.',
  bucket: 'Only on the page of a bucket.',
  report: 'Only on the page of a report.',
  compare: 'Only where two reports are compared.'
}

/** Why a command cannot be given now; null when it can. */
export const reasonAgainst = (id: CommandId): string | null => {
  const binding = bindingOf(id)
  return binding ? (binding.disabled ?? null) : where[commands[id].scope]
}
