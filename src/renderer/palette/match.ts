import UFuzzy from '@leeoniya/ufuzzy'
import { commandIds, commands, type CommandId } from '../../shared/commands/commands.ts'

/** A slip in a word is forgiven; the library's enum of modes has no value at run time. */
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment
const fuzzy = new UFuzzy({ intraMode: 1 })
/** Groups are searched too: `corpus open` and `list sort` find what they say. */
const haystack = commandIds.map((id) => `${commands[id].group} ${commands[id].title}`)

/**
 * Commands that fit what was typed, best first; with nothing typed all of them. Those given lately come first, newest
 * first, then those that can be given here.
 */
export const matchCommands = (
  typed: string,
  recent: readonly CommandId[],
  available: (id: CommandId) => boolean
): readonly CommandId[] => {
  const needle = typed.trim()
  if (needle === '') {
    const known = recent.filter((id) => commandIds.includes(id))
    const others = commandIds.filter((id) => !known.includes(id))
    return [...known, ...others.filter(available), ...others.filter((id) => !available(id))]
  }
  const [found, info, order] = fuzzy.search([...haystack], needle, 1)
  const indexes = info && order ? order.map((at) => info.idx[at]) : (found ?? [])
  const ids = indexes.flatMap((index) => (index === undefined ? [] : (commandIds[index] ?? [])))
  const begins = (id: CommandId): boolean => commands[id].title.toLowerCase().startsWith(needle.toLowerCase())
  const ranked = [...ids.filter(begins), ...ids.filter((id) => !begins(id))]
  return [...ranked.filter(available), ...ranked.filter((id) => !available(id))]
}

export const withRecent = (recent: readonly CommandId[], id: CommandId): readonly CommandId[] =>
  [id, ...recent.filter((other) => other !== id)].slice(0, 6)
