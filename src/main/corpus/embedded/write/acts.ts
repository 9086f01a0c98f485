import { randomBytes } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import type { Act, Deed } from '../../../../shared/model/act.ts'
import { actIdSchema, gestureIdSchema, type ActId, type GestureId } from '../../../../shared/model/ids.ts'
import { headsOf, type Version } from '../../../triage/heads.ts'
import type { By } from '../../triage.ts'
import { actWithoutText, type ActRow } from '../act-rows.ts'
import type { Connection } from '../connection.ts'
import type { SubjectWriter } from './subjects.ts'

/** A deed, and the rows of what it is about where these are known. */
export type NewAct = {
  readonly deed: Deed
  readonly subject?: number | undefined
  readonly other?: number | undefined
  readonly gesture?: GestureId | undefined
}

export type ActWriter = {
  /** Adds an act that is made here. */
  readonly add: (made: NewAct, by: By) => Act
  /** Adds one that was made elsewhere, unless it is there; answers whether it was new. */
  readonly adopt: (act: Act) => boolean
  /** The acts whose text stands for a note or annotation, the newest first. */
  readonly heads: (thing: string, kind: 'note' | 'annotation') => readonly ActRow[]
  /** Finds these anew for things whose acts came or turned. */
  readonly sortHeads: (things: Iterable<string>) => void
  readonly newId: () => string
}

/** The note, annotation or decision that a deed is of. */
export const thingOf = (deed: Deed): string | null => {
  switch (deed.kind) {
    case 'note':
      return deed.note
    case 'annotation':
      return deed.annotation
    case 'decision':
      return deed.decision.decision
    case 'triage':
    case 'undo':
    case 'redo':
      return null
  }
}

const kinds = ['note', 'annotation'] as const

const randomId = (): string => randomBytes(8).toString('hex')

export const createActWriter = (db: Connection, subjects: SubjectWriter): ActWriter => {
  const newest = db.prepare<[], number | null>('SELECT max(time) FROM act').pluck()
  const known = db.prepare<[string]>('SELECT 1 FROM act WHERE id = ?')
  const insert = db.prepare<Record<string, unknown>>(`
    INSERT INTO act (id, gesture, author, time, kind, thing, subject, other, deed, text, head, undone, imported)
    VALUES (:id, :gesture, :author, :time, :kind, :thing, :subject, :other, :deed, :text, :head, 0, :imported)
  `)
  const heads = db.prepare<[string, string], ActRow>(
    'SELECT * FROM act WHERE thing = ? AND kind = ? AND head = 1 ORDER BY time DESC, id DESC'
  )
  const ofThing = db.prepare<[string, string], Omit<ActRow, 'text'>>(
    `SELECT number, id, gesture, author, time, kind, thing, subject, other, deed, head, undone, imported FROM act
     WHERE thing = ? AND kind = ?`
  )
  const setHead = db.prepare<[number, number]>('UPDATE act SET head = ? WHERE number = ?')
  const unhead = db.prepare<[string, string, string]>('UPDATE act SET head = 0 WHERE thing = ? AND kind = ? AND id = ?')

  const write = (act: Act, rows: Pick<NewAct, 'subject' | 'other'>, imported: boolean): void => {
    const { deed } = act
    const isText = deed.kind === 'note' || deed.kind === 'annotation'
    const thing = thingOf(deed)
    if (isText && thing !== null && !imported) for (const one of deed.over) unhead.run(thing, deed.kind, one)
    insert.run({
      id: act.act,
      gesture: act.gesture,
      author: act.author,
      time: act.time,
      kind: deed.kind,
      thing,
      subject: rows.subject ?? null,
      other: rows.other ?? null,
      deed: JSON.stringify(deed.kind === 'note' ? { ...deed, text: '' } : deed),
      text: deed.kind === 'note' ? zstdCompressSync(deed.text) : null,
      head: isText ? 1 : 0,
      imported: imported ? 1 : 0
    })
  }

  const subjectsOf = (deed: Deed): Pick<NewAct, 'subject' | 'other'> => {
    switch (deed.kind) {
      case 'note':
      case 'triage':
        return { subject: subjects.add(deed.subject) }
      case 'annotation':
        return { subject: subjects.add({ kind: 'report', report: deed.place.report }) }
      case 'decision':
        return {
          subject: subjects.add(deed.subject),
          other: deed.other ? subjects.add(deed.other) : undefined
        }
      case 'undo':
      case 'redo':
        return {}
    }
  }

  return {
    newId: randomId,
    add: ({ deed, gesture, subject, other }, { author, now }) => {
      const id: ActId = actIdSchema.parse(randomId())
      const act: Act = {
        act: id,
        gesture: gesture ?? gestureIdSchema.parse(id),
        author,
        time: Math.max(now, (newest.get() ?? 0) + 1),
        deed
      }
      write(act, { subject, other }, false)
      return act
    },
    adopt: (act) => {
      if (known.get(act.act) !== undefined) return false
      write(act, subjectsOf(act.deed), true)
      return true
    },
    heads: (thing, kind) => heads.all(thing, kind),
    sortHeads: (things) => {
      // Ids are random, but a hostile bundle may give a note and an annotation the same.
      for (const rows of [...new Set(things)].flatMap((thing) => kinds.map((kind) => ofThing.all(thing, kind)))) {
        const versions = rows.map((row): Version & { readonly number: number } => {
          const { deed, act, time } = actWithoutText(row)
          const over = deed.kind === 'note' || deed.kind === 'annotation' ? deed.over : []
          return { act, time, over, undone: row.undone === 1, number: row.number }
        })
        const stand = new Set(headsOf(versions).map(({ number }) => number))
        for (const { number, head } of rows) {
          const wanted = stand.has(number) ? 1 : 0
          if (wanted !== head) setHead.run(wanted, number)
        }
      }
    }
  }
}
