import type { BucketId } from '../../src/shared/model/ids.ts'
import type { Note } from '../../src/shared/model/note.ts'
import type { CorpusReader, CorpusWriter } from '../../src/main/corpus/corpus.ts'
import type { By } from '../../src/main/corpus/triage.ts'
import type { CorpusInProcess } from './corpus-in-process.ts'
import { valueOf } from './temp-corpus.ts'

/** Somebody who does something at a time. */
export const by = (now: number, author = 'a tester'): By => ({ author, now })

const textsOf = (notes: readonly Note[] | null | undefined): string | null =>
  notes ? notes.map(({ texts }) => texts.map(({ text }) => text).join(' | ')).join('\n') : null

/** The texts of all notes of a bucket, conflicts beside each other; null where there is no such bucket. */
export const noteText = async (reader: CorpusReader, bucket: BucketId): Promise<string | null> =>
  textsOf(await reader.notes({ kind: 'bucket', bucket }))

/** Writes the first note of a bucket, or begins it. */
export const writeNote = async (
  { reader, writer }: { readonly reader: CorpusReader; readonly writer: CorpusWriter },
  bucket: BucketId,
  text: string,
  now = 1
): Promise<Note> => {
  const [first] = (await reader.notes({ kind: 'bucket', bucket })) ?? []
  const over = first ? first.texts.map(({ act }) => act) : []
  return valueOf(await writer.saveNote({ kind: 'bucket', bucket }, first?.note ?? null, text, over, by(now)))
}

/** The same within the process. */
export const noteTextOf = (corpus: CorpusInProcess, bucket: BucketId): string | null =>
  textsOf(corpus.read.notes({ kind: 'bucket', bucket }))

export const writeNoteOf = (corpus: CorpusInProcess, bucket: BucketId, text: string, now = 1): Note => {
  const [first] = corpus.read.notes({ kind: 'bucket', bucket }) ?? []
  const over = first ? first.texts.map(({ act }) => act) : []
  return valueOf(corpus.write.saveNote({ kind: 'bucket', bucket }, first?.note ?? null, text, over, by(now)))
}
