import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A browser keeps note drafts and the arrangement of the window by origin, so the port should be the same each time.
 * It lies below the ports that systems hand out for outgoing connections.
 */
const usualPort = 4777

const portFile = (dataFolder: string): string => join(dataFolder, 'port')

const lastPort = (dataFolder: string): number | null => {
  try {
    const port = Number(readFileSync(portFile(dataFolder), 'utf8'))
    return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : null
  } catch {
    return null
  }
}

/** Ports to try in turn when none is asked for: the usual one, the last one of this data folder, any. */
export const ownPorts = (dataFolder: string): readonly number[] => {
  const last = lastPort(dataFolder)
  return last === null || last === usualPort ? [usualPort, 0] : [usualPort, last, 0]
}

/** Keeps a port that had to be taken instead of the usual one. */
export const rememberPort = (dataFolder: string, port: number): void => {
  if (port === usualPort || port === lastPort(dataFolder)) return
  try {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(portFile(dataFolder), `${port}\n`)
  } catch {
    // Where the data folder cannot be written, the next start takes another port.
  }
}
