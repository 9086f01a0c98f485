import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
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
    if (existsSync(folder)) return false
    throw error
  }
}

/** Moved aside first: of several that find the same dead holder, one moves it and the others find nothing there. */
const removeStale = (folder, holder) => {
  const aside = `${folder}.stale.${process.pid}`
  try {
    renameSync(folder, aside)
  } catch {
    return
  }
  // Another was quicker and holds the lock by now: it gets it back.
  if (holderOf(aside) !== holder) renameSync(aside, folder)
  else rmSync(aside, { recursive: true, force: true })
}

/** Does the work while no other process does any under the same lock, a folder; one left by a dead process is void. */
export const withLock = async (folder, work) => {
  let told = false
  while (!take(folder)) {
    const holder = holderOf(folder)
    if (holder !== null && !runs(holder)) {
      removeStale(folder, holder)
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
