/** What a table of recognisers says of the texts that one of its entries can fit. */
type Beginning = {
  /** The first character is one of these; U+007F stands for any that is not of ASCII. */
  readonly first: string
  /** And the second, where it says so, one of these; beyond ASCII it may be any. */
  readonly second?: string | undefined
}

const size = 128
const other = size - 1

const none: readonly never[] = []

/**
 * Sorts the entries of a table by the first two characters of the texts they can fit, in their order, so that a text is
 * tried against a few of them. The answer takes a text and where in it to start. Each pair of characters is sorted out
 * when it is first seen: few of all pairs ever are, and a program that reads no log has nothing to wait for.
 */
export const byFirstCharacters = <Entry extends Beginning>(
  entries: readonly Entry[]
): ((text: string, at: number) => readonly Entry[]) => {
  const lists: (readonly Entry[] | null)[] = Array.from({ length: size * size }, () => null)

  const sortOut = (key: number): readonly Entry[] => {
    const first = String.fromCharCode(Math.floor(key / size))
    const second = key % size
    const known = entries.filter(
      (entry) =>
        entry.first.includes(first) &&
        (entry.second === undefined || second === other || entry.second.includes(String.fromCharCode(second)))
    )
    const list = known.length === 0 ? none : known
    lists[key] = list
    return list
  }

  return (text, at) => {
    const code = text.charCodeAt(at)
    const first = code < other ? code : other
    const second = text.charCodeAt(at + 1)
    // No number, behind the end, is not below.
    if (!(code >= 0)) return none
    const key = first * size + (second < other ? second : other)
    return lists[key] ?? sortOut(key)
  }
}
