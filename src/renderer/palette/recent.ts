import { z } from 'zod'
import { commandIds, type CommandId } from '../../shared/commands/commands.ts'
import { keep, kept } from '../app/kept.ts'
import { withRecent } from './match.ts'

const storageKey = 'oopsdesk.recent-commands'
const idsSchema = z.array(z.enum(commandIds as [CommandId, ...CommandId[]])).catch([])

/** Commands last given by the palette, newest first. */
export const recentCommands = (): readonly CommandId[] => {
  try {
    return idsSchema.parse(JSON.parse(kept(storageKey) ?? '[]'))
  } catch {
    return []
  }
}

export const rememberCommand = (id: CommandId): void =>
  keep(storageKey, JSON.stringify(withRecent(recentCommands(), id)))
