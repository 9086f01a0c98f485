import type { Command } from './command.ts'
import { activityCommand, redoCommand, undoCommand } from './commands/activity.ts'
import { bucketsCommand } from './commands/buckets.ts'
import { bundleCommand } from './commands/bundle.ts'
import { compareCommand } from './commands/compare.ts'
import { duplicateCommand, mergeCommand, notSameCommand, splitCommand } from './commands/decisions.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { noteCommand } from './commands/note.ts'
import { parseCommand } from './commands/parse.ts'
import { reparseCommand } from './commands/reparse.ts'
import { reclusterCommand } from './commands/recluster.ts'
import { restoreCommand } from './commands/restore.ts'
import { serveCommand } from './commands/serve.ts'
import { showCommand } from './commands/show.ts'
import { similarCommand } from './commands/similar.ts'
import { ownerCommand, priorityCommand, statusCommand, tagCommand } from './commands/triage.ts'
import { whyCommand } from './commands/why.ts'

/** In the order in which a person comes to need them. */
export const commandGroups: readonly { readonly title: string; readonly commands: readonly Command[] }[] = [
  { title: 'Read logs', commands: [parseCommand, importCommand, reparseCommand, serveCommand] },
  { title: 'Look', commands: [bucketsCommand, showCommand, similarCommand, whyCommand, compareCommand] },
  {
    title: 'Say what they are',
    commands: [noteCommand, statusCommand, priorityCommand, ownerCommand, tagCommand]
  },
  {
    title: 'Group them otherwise',
    commands: [mergeCommand, splitCommand, notSameCommand, duplicateCommand, reclusterCommand]
  },
  { title: 'Take back', commands: [activityCommand, undoCommand, redoCommand, restoreCommand] },
  { title: 'Pass on', commands: [exportCommand, bundleCommand] }
]

export const commandList: readonly Command[] = commandGroups.flatMap(({ commands }) => commands)
