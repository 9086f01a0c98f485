import { z } from 'zod'
import { commandIds, type CommandId } from '../../shared/commands/commands.ts'
import { withRecent } from './match.ts'

const storageKey = 'oopsdesk.recent-commands'
const idsSchema = z.array(z.enum(commandIds as [CommandId, ...CommandId[]])).catch([])

/** Commands last given by the palette, newest first. */
export const recentCommands = (): readonly CommandId[] => {
  try {
    return idsSchema.parse(JSON.parse(localStorage.getItem(storageKey) ?? '[]'))
  } catch {
    return []
  }
}

export const rememberCommand = (id: CommandId): void =>
  localStorage.setItem(storageKey, JSON.stringify(withRecent(recentCommands(), id)))
