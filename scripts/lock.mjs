import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { say } from './say.mjs'

const runs = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Number of the process that holds the lock; null when it has just let go. */
const holderOf = (folder) => {
  try {
    return Number(readFileSync(join(folder, 'pid'), 'utf8'))
  } catch {
    return null
  }
}

/** A rename puts the lock there together with its pid, and is refused while another is there. */
const take = (folder) => {
  const own = `${folder}.${process.pid}`
  mkdirSync(own, { recursive: true })
  writeFileSync(join(own, 'pid'), String(process.pid))
  try {
    renameSync(own, folder)
    return true
  } catch (error) {
    rmSync(own, { recursive: true, force: true })
    // It may have been let go since: then the code alone tells that it was there.
    if (existsSync(folder) || error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return false
    throw error
  }
}

/** Longer than this nobody takes to remove a lock: who began it is dead. */
const removing = 10_000

/**
 * A lock of the dead is removed by one at a time, who looks again: only so can nobody remove the lock of the next holder
 * in the belief that it is the dead one's.
 */
const removeStale = (folder) => {
  const breaker = `${folder}.stale`
  try {
    mkdirSync(breaker)
  } catch {
    const begun = statSync(breaker, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    if (Date.now() - begun > removing) rmSync(breaker, { recursive: true, force: true })
    return
  }
  try {
    const holder = holderOf(folder)
    if (holder !== null && !runs(holder)) renameSync(folder, join(breaker, 'lock'))
  } finally {
    rmSync(breaker, { recursive: true, force: true })
  }
}

/** Does the work while no other process does any under the same lock, a folder; one left by a dead process is void. */
export const withLock = async (folder, work) => {
  let told = false
  while (!take(folder)) {
    const holder = holderOf(folder)
    if (holder !== null && !runs(holder)) {
      removeStale(folder)
      await wait(10)
      continue
    }
    if (!told && holder !== null) {
      say(`waiting for process ${holder}, which installs or builds`)
      told = true
    }
    await wait(100)
  }
  // Moved aside first: a folder that is being emptied would let the next one in, and then be removed with it.
  const release = () => {
    const aside = `${folder}.free.${process.pid}`
    renameSync(folder, aside)
    rmSync(aside, { recursive: true, force: true })
  }
  // Work may also give up and end the process.
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}
