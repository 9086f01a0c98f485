import type { CorpusReader, CorpusWriter } from '../../src/main/corpus/corpus.ts'
import type { Status } from '../../src/shared/model/triage.ts'
import { by } from '../builders/notes.ts'
import { valueOf } from '../builders/temp-corpus.ts'
import { randomOf } from './log-mutations.ts'

type Open = { readonly reader: CorpusReader; readonly writer: CorpusWriter }

/** What a process says of an act: before it is made, and once it is acknowledged. */
export type ActSaid =
  | { readonly doing: string; readonly acts: number }
  | { readonly done: string; readonly kinds: readonly string[]; readonly id: string | null; readonly text: string }

const statuses: readonly Status[] = [
  { kind: 'looking' },
  { kind: 'confirmed' },
  { kind: 'fixed', commit: '0123456', title: 'mm: fix it', release: '6.12' },
  { kind: 'invalid', reason: 'a test' },
  { kind: 'ignored', until: null, reports: 5 }
]

const kinds = [
  'type',
  'type',
  'type',
  'report note',
  'tag',
  'status',
  'annotate',
  'merge',
  'split',
  'apart',
  'duplicate',
  'undo',
  'redo'
]

/** Acts without end, the same for the same seed and corpus, each said before it is made and once it is acknowledged. */
export const actAtRandom = async (
  { reader, writer }: Open,
  seed: number,
  say: (said: ActSaid) => void
): Promise<void> => {
  const random = randomOf(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  for (let number = 0; ; number += 1) {
    const kind = kinds[below(kinds.length)] ?? ''
    const { rows } = await reader.reports({ bucket: null, text: '' }, { offset: 0, limit: 1000 })
    const [one, two] = [rows[below(rows.length)], rows[below(rows.length)]]
    if (!one || !two) throw new Error('there is nothing to say something of')
    const me = by(1_700_000_000_000 + (seed * 10_000 + number) * 60_000, 'a typist')
    const text = `${kind} ${seed} ${number}`
    const doing = (acts: number): void => say({ doing: kind, acts })
    const done = (made: readonly string[], id: string | null): void => say({ done: kind, kinds: made, id, text })

    switch (kind) {
      case 'type':
      case 'report note': {
        const of =
          kind === 'type'
            ? ({ kind: 'bucket', bucket: one.bucket } as const)
            : ({ kind: 'report', report: one.report } as const)
        // A few keys, as a person types.
        for (let key = 0; key <= below(4); key += 1) {
          const note = (await reader.notes(of))?.find(({ from }) => from === null)
          const over = note?.texts.map(({ act }) => act) ?? []
          const typed = `${text} ${'x'.repeat(key)}`
          doing(1)
          const saved = valueOf(await writer.saveNote(of, note?.note ?? null, typed, over, me))
          say({ done: kind, kinds: ['note'], id: saved.texts[0]?.act ?? null, text: typed })
        }
        break
      }
      case 'tag':
      case 'status': {
        const buckets = [...new Set(rows.slice(0, 1 + below(rows.length)).map(({ bucket }) => bucket))]
        const change =
          kind === 'tag'
            ? ({ kind: 'tag', tag: `t${seed} ${number}`, on: true } as const)
            : ({ kind: 'status', status: statuses[below(statuses.length)] ?? { kind: 'new' } } as const)
        // A new tag is on no bucket yet: all of them change.
        doing(kind === 'tag' ? buckets.length : -1)
        const { gesture, changed } = valueOf(await writer.changeTriage(buckets, change, me))
        done(
          Array.from({ length: changed }, () => 'triage'),
          gesture
        )
        break
      }
      case 'annotate': {
        const place = { report: one.report, startLine: 1, endLine: 2, quote: ['x'], frame: null }
        doing(1)
        done(['annotation'], valueOf(await writer.saveAnnotation(null, place, 'remark', text, [], me)))
        break
      }
      case 'merge': {
        doing(1)
        const merged = await writer.mergeBuckets(one.bucket, [two.bucket], me)
        if (merged.ok) done(['decision'], merged.value.decision.decision)
        break
      }
      case 'split': {
        doing(1)
        const split = await writer.splitBucket(one.bucket, [one.report], me)
        if (split.ok) done(['decision'], split.value.decision.decision)
        break
      }
      case 'apart': {
        doing(1)
        const apart = await writer.keepApart(one.bucket, two.bucket, me)
        if (apart.ok) done(['decision'], apart.value.decision)
        break
      }
      case 'duplicate': {
        doing(1)
        const marked = await writer.markDuplicate(one.bucket, two.bucket, me)
        if (marked.ok) done(['decision'], marked.value.decision)
        break
      }
      default: {
        doing(1)
        const turned = valueOf(await (kind === 'undo' ? writer.undoGesture(null, me) : writer.redoGesture(null, me)))
        if (turned) done([kind], turned.gesture)
      }
    }
  }
}
