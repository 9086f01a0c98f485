import { zstdDecompressSync } from 'node:zlib'
import type { Connection } from '../connection.ts'

type OldNote = {
  readonly bucket: string
  readonly revision: number
  readonly text: Buffer | string
  readonly saved: number
}
type Carried = { readonly from: string; readonly into: string; readonly block: string }

/** A text of a note. `name` tells it from the others of its note. */
export type Version = { readonly saved: number; readonly text: string; readonly name: string; readonly isOwn: boolean }

/** The line above a carried note, where it ends a text: what follows is that note's first block. */
const heading = /From the bucket "[^\n]*" \([0-9a-f]+\):\n\n$/
const separator = '\n\n---\n\n'

/** The text without a block that a merge put there; as it is where it has not the block whole. */
const without = (text: string, block: string): string => {
  for (let at = text.indexOf(block); at >= 0; at = text.indexOf(block, at + 1)) {
    const [above, below] = [text.slice(0, at), text.slice(at + block.length)]
    const starts = above === '' || above.endsWith(separator) || heading.test(above)
    if (!starts || (below !== '' && !below.startsWith(separator))) continue
    if (above.endsWith(separator)) return `${above.slice(0, -separator.length)}${below}`
    return `${above}${below.slice(separator.length)}`
  }
  return text
}

/**
 * The texts of every note, the oldest first, none without a time before the one that it follows. A merge wrote the note
 * of the bucket that went below that of the other: there it stands twice from now on, so it goes. A text of which only a
 * part was a merge's gets another after it, `isOwn`, that is without that part.
 */
export const readOldNotes = (
  db: Connection,
  bucketNow: (id: string) => number | null
): ReadonlyMap<string, readonly Version[]> => {
  const versions = new Map<string, Version[]>()
  for (const { bucket, revision, text, saved } of db
    .prepare<[], OldNote>(`
      SELECT bucket, revision, text, saved FROM note_history UNION ALL
      SELECT bucket, revision, text, saved FROM note
      WHERE NOT EXISTS (SELECT 1 FROM note_history AS old WHERE old.bucket = note.bucket AND old.revision = note.revision)
      ORDER BY bucket, revision
    `)
    .iterate()) {
    const plain = typeof text === 'string' ? text : zstdDecompressSync(text).toString('utf8')
    const list = versions.get(bucket) ?? []
    // Revisions follow each other, whatever the clock said.
    const at = Math.max(saved, list.at(-1)?.saved ?? 0)
    list.push({ saved: at, text: plain, name: `${revision} ${saved}`, isOwn: false })
    versions.set(bucket, list)
  }
  const carried = Map.groupBy(
    db
      .prepare<[], Carried>('SELECT from_bucket AS "from", into_bucket AS "into", block FROM merged_note ORDER BY 1, 2')
      .all()
      // Within another block it would be missing from that one.
      .toSorted((a, b) => b.block.length - a.block.length)
      // Only what is shown beside the other note from now on.
      .filter(
        ({ from, into }) => (versions.get(from)?.at(-1)?.text ?? '') !== '' && bucketNow(from) === bucketNow(into)
      ),
    ({ into }) => into
  )
  /** Without all blocks of merges, those within others too. */
  const ownText = (bucket: string, text: string): string => {
    const passed = new Set([bucket])
    let own = text
    const waiting = [bucket]
    for (let into = waiting.shift(); into !== undefined; into = waiting.shift()) {
      for (const { from, block } of carried.get(into) ?? []) {
        own = without(own, block)
        if (passed.has(from)) continue
        passed.add(from)
        waiting.push(from)
      }
    }
    return own
  }
  /** A merge wrote the last versions of a note, or a person over what a merge wrote. */
  const ownVersions = (bucket: string, all: readonly Version[]): readonly Version[] => {
    const last = all.at(-1)
    if (!last || !carried.has(bucket)) return all
    const own = ownText(bucket, last.text)
    if (own === last.text) return all
    const typed = all.findLastIndex(({ text }) => ownText(bucket, text) !== own)
    const same = all[typed + 1]
    // The other's own note has all that a merge alone wrote.
    if (same?.text === own) return all.slice(0, typed + 2)
    if (own === '' && typed < 0) return []
    return [...all, { saved: last.saved, text: own, name: 'own', isOwn: true }]
  }
  return new Map([...versions].map(([bucket, all]) => [bucket, ownVersions(bucket, all)]))
}
