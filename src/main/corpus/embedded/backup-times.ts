import { makeBackup, needsBackup } from './backups.ts'

/** Copies of one corpus, made while nobody writes to it, and at its end. */
export type BackupTimes = {
  readonly written: () => void
  /**
   * Seals the corpus, and makes a copy that is due then, so that an end before its time loses no more than the copy.
   * Answers in words why there is none; null when all is well.
   */
  readonly end: (seal: () => void) => Promise<string | null>
}

/** In milliseconds. */
type BackupTiming = {
  /** A corpus that nobody wrote to for so long is copied, however long that takes: writes go on beside it. */
  readonly quiet: number
  /** What is still due at the end has this long, for whoever closes waits for it, and hosts kill what takes 10 s. */
  readonly limit: number
}

const usualTiming: BackupTiming = { quiet: 2 * 60_000, limit: 6000 }

const tooLong = 'it takes too long to wait for; leave a window open on this corpus for some minutes to get one'

export const watchBackups = (file: string, { quiet, limit }: BackupTiming = usualTiming): BackupTimes => {
  const stop = new AbortController()
  let running: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null

  const run = async (): Promise<string | null> => {
    const now = Date.now()
    if (stop.signal.aborted || !needsBackup(file, now)) return null
    const made = await makeBackup(file, now, stop.signal)
    return made.ok ? null : stop.signal.aborted ? tooLong : made.failure
  }
  /** What fails while nobody waits is tried again at the end. */
  const runQuietly = (): void => {
    timer = null
    running = running.then(run).catch(() => null)
  }

  return {
    written: () => {
      if (timer) timer.refresh()
      else timer = setTimeout(runQuietly, quiet).unref()
    },
    end: async (seal) => {
      if (timer) clearTimeout(timer)
      const late = setTimeout(() => stop.abort(), limit)
      try {
        // It reads, and nobody can seal what is read.
        await running
        seal()
        return stop.signal.aborted ? tooLong : await run()
      } finally {
        clearTimeout(late)
      }
    }
  }
}
