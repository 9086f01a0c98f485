import { commands, type CommandId, type CommandScope } from '../../shared/commands/commands.ts'
import { bindingOf } from '../commands/registry.ts'

const where: Readonly<Record<CommandScope, string>> = {
  global: 'Not in this view.',
  list: 'Only in a list.',
  decide: 'Only where buckets or reports can be chosen.',
  bucket: 'Only on the page of a bucket.',
  note: 'Only where there is a note.',
  activity: 'Only on the activity page.',
  tree: 'Only in the stack tree of a bucket.',
  report: 'Only on the page of a report.',
  compare: 'Only where two reports are compared.',
  regroup: 'Only on the page that regroups the buckets.'
}

/** Why a command cannot be given now; null when it can. */
export const reasonAgainst = (id: CommandId): string | null => {
  const binding = bindingOf(id)
  return binding ? (binding.disabled ?? null) : where[commands[id].scope]
}
