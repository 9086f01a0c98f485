import type { Connection } from './connection.ts'
import { Unreadable } from './read/stored.ts'

/** The texts of fingerprints by their numbers, and the other way round. */
export type Terms = {
  readonly text: (number: number) => string
  /** The number of a text, which is given one where it has none; for the writer alone. */
  readonly number: (text: string) => number
  /** Forgets what a transaction that was rolled back has numbered. */
  readonly forget: () => void
}

export const createTerms = (db: Connection): Terms => {
  const texts: string[] = []
  const numbers = new Map<string, number>()
  const newer = db.prepare<[number], { readonly number: number; readonly text: string }>(
    'SELECT number, text FROM term WHERE number > ? ORDER BY number'
  )
  const find = db.prepare<[string], { readonly number: number }>('SELECT number FROM term WHERE text = ?')
  const insert = db.prepare<[string]>('INSERT INTO term (text) VALUES (?)')
  let last = 0
  const remember = (number: number, text: string): void => {
    texts[number] = text
    numbers.set(text, number)
  }
  const load = (): void => {
    for (const { number, text } of newer.iterate(last)) {
      remember(number, text)
      last = number
    }
  }
  return {
    text: (number) => {
      if (texts[number] === undefined) load()
      const text = texts[number]
      if (text === undefined) throw new Unreadable(`a fingerprint names a term ${number} that is not there`)
      return text
    },
    number: (text) => {
      const known = numbers.get(text)
      if (known !== undefined) return known
      const number = find.get(text)?.number ?? Number(insert.run(text).lastInsertRowid)
      remember(number, text)
      return number
    },
    forget: () => {
      texts.length = 0
      numbers.clear()
      last = 0
    }
  }
}
