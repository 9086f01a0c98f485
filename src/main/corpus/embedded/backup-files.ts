import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** A copy of a corpus that Oopsdesk made. */
export type Backup = {
  readonly file: string
  /** `daily`: of use or at rest; `replaced`: what a restore took the place of; `upgrade`: before a new schema. */
  readonly kind: 'daily' | 'replaced' | 'upgrade'
  /** Milliseconds since 1970. */
  readonly made: number
  /** In bytes. */
  readonly size: number
}

/** Copies of a kind that are kept; those before an upgrade have their own rule (`migrate.ts`). */
const kept = 7

const ending = '.oopsdesk'
const nameOf = (file: string): string => basename(file, ending)
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

export const backupFolder = (file: string): string => join(dirname(file), 'backups')

/** One a day (UTC): another of the same day takes its place. */
export const dailyFile = (file: string, now: number): string =>
  join(backupFolder(file), `${nameOf(file)}-${dayOf(now)}${ending}`)

/** A name that is free, so that nothing that was replaced is lost. */
export const replacedFile = (file: string, now: number): string => {
  const first = join(backupFolder(file), `${nameOf(file)}-${dayOf(now)}-replaced`)
  let number = 1
  while (existsSync(`${first}${number === 1 ? '' : `-${number}`}${ending}`)) number += 1
  return `${first}${number === 1 ? '' : `-${number}`}${ending}`
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    // None was made yet.
    return []
  }
}

type Rest = { readonly kind: Backup['kind']; readonly order: string }

const readRest = (rest: string): Rest | null => {
  const [, day, replaced, number] = /^-(\d{4}-\d\d-\d\d)(-replaced)?(?:-(\d+))?\.oopsdesk$/.exec(rest) ?? []
  if (day === undefined || (number !== undefined && replaced === undefined)) return null
  return { kind: replaced === undefined ? 'daily' : 'replaced', order: `${day} ${(number ?? '1').padStart(9, '0')}` }
}

type Ordered = { readonly backup: Backup; readonly order: string }

const newestFirst = (a: Ordered, b: Ordered): number => (a.order < b.order ? 1 : a.order > b.order ? -1 : 0)

const beside = (file: string): readonly Ordered[] => {
  const name = nameOf(file)
  return namesIn(backupFolder(file)).flatMap((other) => {
    const rest = other.startsWith(name) ? readRest(other.slice(name.length)) : null
    const path = join(backupFolder(file), other)
    const there = rest && statSync(path, { throwIfNoEntry: false })
    if (!rest || !there?.isFile()) return []
    return [{ backup: { kind: rest.kind, file: path, made: there.mtimeMs, size: there.size }, order: rest.order }]
  })
}

const upgrades = (file: string): readonly Backup[] =>
  namesIn(dirname(file)).flatMap((other) => {
    if (!other.startsWith(`${basename(file)}.v`) || !/\.v\d+\.bak$/.test(other)) return []
    const path = join(dirname(file), other)
    const there = statSync(path, { throwIfNoEntry: false })
    return there?.isFile() ? [{ kind: 'upgrade' as const, file: path, made: there.mtimeMs, size: there.size }] : []
  })

/** All copies of the corpus `file`, the newest first. */
export const listBackups = (file: string): readonly Backup[] =>
  [...beside(file).map(({ backup }) => backup), ...upgrades(file)].sort((a, b) => b.made - a.made)

export const newestDaily = (file: string): Backup | null =>
  beside(file)
    .filter(({ backup }) => backup.kind === 'daily')
    .toSorted(newestFirst)[0]?.backup ?? null

/** Removes all but the newest of each kind. */
export const dropOldBackups = (file: string): void => {
  for (const wanted of ['daily', 'replaced']) {
    const old = beside(file)
      .filter(({ backup }) => backup.kind === wanted)
      .toSorted(newestFirst)
      .slice(kept)
    for (const { backup } of old) for (const left of ['', '-wal']) rmSync(`${backup.file}${left}`, { force: true })
  }
}

/** Whether a corpus is itself such a copy, which somebody opened to look at. */
export const isBackup = (file: string): boolean =>
  basename(dirname(file)) === 'backups' && /-\d{4}-\d\d-\d\d(?:-replaced(?:-\d+)?)?\.oopsdesk$/.test(file)
