import { zstdDecompressSync } from 'node:zlib'
import { actSchema, type Act } from '../../../shared/model/act.ts'
import { readStored } from './read/stored.ts'

/** An act as it is stored. */
export type ActRow = {
  readonly number: number
  readonly id: string
  readonly gesture: string
  readonly author: string
  readonly time: number
  readonly kind: Act['deed']['kind']
  readonly thing: string | null
  readonly subject: number | null
  readonly other: number | null
  readonly deed: string
  readonly text: Buffer | null
  readonly head: number
  readonly undone: number
  readonly imported: number
}

/** The text of a note, which lies beside its deed. */
export const textOf = ({ text }: Pick<ActRow, 'text'>): string =>
  text === null ? '' : zstdDecompressSync(text).toString('utf8')

const read = (row: Omit<ActRow, 'text'>): Act =>
  readStored(
    actSchema,
    `{"act": ${JSON.stringify(row.id)}, "gesture": ${JSON.stringify(row.gesture)}, "author": ${JSON.stringify(row.author)}, "time": ${row.time}, "deed": ${row.deed}}`,
    `the act ${row.id}`
  )

/** A whole act. */
export const actOf = (row: ActRow): Act => {
  const act = read(row)
  return act.deed.kind === 'note' ? { ...act, deed: { ...act.deed, text: textOf(row) } } : act
}

/** An act without the text of its note. */
export const actWithoutText = (row: Omit<ActRow, 'text'>): Act => read(row)
