import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { backupFolder, listBackups, type Backup } from '../../corpus/embedded/backup-files.ts'
import { restoreBackup } from '../../corpus/embedded/restore.ts'
import { UsageError, type Command } from '../command.ts'
import { corpusFileOf } from '../local-engine.ts'
import { complain, complainOf, print, printJson } from '../output.ts'
import { bytesText } from '../progress-line.ts'

const kindWords: Readonly<Record<Backup['kind'], string>> = {
  daily: 'backup',
  replaced: 'replaced by a restore',
  upgrade: 'before an upgrade'
}

const timeText = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const lineOf = ({ file, kind, made, size }: Backup): string =>
  `${basename(file)}  ${timeText(made)}  ${bytesText(size)}  ${kindWords[kind]}`

/** A backup by its name in the list, by its day, or any corpus file by its path. */
const find = (corpus: string, wanted: string): string | null => {
  const dated = /^\d{4}-\d\d-\d\d$/.test(wanted)
  const listed = listBackups(corpus).find(
    ({ file, kind }) => basename(file) === wanted || (dated && kind === 'daily' && file.endsWith(`-${wanted}.oopsdesk`))
  )
  if (listed) return listed.file
  return (
    [wanted, join(backupFolder(corpus), wanted)].map((path) => resolve(path)).find((path) => existsSync(path)) ?? null
  )
}

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'list the backups of a corpus, or put one in its place',
  help: `Usage: oopsdesk restore [--list | BACKUP] [--corpus FILE] [--json]

A corpus that changed is copied once a day into the folder "backups" beside it, and the newest seven copies stay.
Without BACKUP it lists them, the newest first. BACKUP is a name of that list, a day as in 2027-01-31, or a path.
What was in its place is kept as a backup too, and its name printed. No window may have the corpus open.

  --list          list the backups
  --json          JSON lines {file, kind, made, size} for the list, one object {corpus, restored, kept} for a restore
  --corpus FILE   the corpus file; without it, your own corpus`,
  options: { corpus: { type: 'string' }, list: { type: 'boolean' }, json: { type: 'boolean' } },
  run: async ({ positionals, text, flag }) => {
    const [wanted] = positionals
    if (positionals.length > 1) throw new UsageError('restore takes one BACKUP.')
    if (flag('list') && wanted !== undefined) throw new UsageError('--list and a BACKUP do not go together.')
    const corpus = corpusFileOf(text('corpus'))
    if (wanted === undefined) {
      const backups = listBackups(corpus)
      if (flag('json')) for (const one of backups) await printJson({ ...one, made: new Date(one.made).toISOString() })
      else for (const one of backups) await print(lineOf(one))
      if (backups.length === 0)
        complain(`There is no backup of ${corpus}; one is made when it is closed after a change.`)
      return 0
    }
    const backup = find(corpus, wanted)
    if (backup === null) {
      complain(`There is no backup "${wanted}" of ${corpus}. oopsdesk restore --list names them.`)
      return 1
    }
    const done = await restoreBackup(corpus, backup, Date.now())
    if (!done.ok) {
      complainOf(done.failure)
      return 1
    }
    const kept = done.value
    if (flag('json')) await printJson({ corpus, restored: backup, kept })
    else
      await print(
        `Put ${backup} in the place of ${corpus}.${kept === null ? '' : ` What was there is kept as ${kept}.`}`
      )
    return 0
  }
}
