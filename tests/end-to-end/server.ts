import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export const root = join(import.meta.dirname, '..', '..')

export type Server = {
  /** With the token, as printed. */
  readonly url: string
  /** The user's data folder of this server, empty at its start. */
  readonly dataFolder: string
  readonly stop: () => Promise<void>
}

/** Runs the built `oopsdesk` with a data folder of its own, and with a standard input where it is to read that. */
export const spawnOopsdesk = (args: readonly string[], dataFolder: string, withInput = false): ChildProcess =>
  spawn(process.execPath, [join(root, 'out', 'main', 'cli.js'), ...args], {
    env: { ...process.env, OOPSDESK_DATA: dataFolder },
    stdio: [withInput ? 'pipe' : 'ignore', 'pipe', 'pipe']
  })

/** Starts `oopsdesk serve` as a person does, and reads the URL it prints. */
export const startServer = async (args: readonly string[] = []): Promise<Server> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'oopsdesk-end-to-end-'))
  const child = spawnOopsdesk(['serve', ...args], dataFolder)
  const errors: string[] = []
  child.stderr?.on('data', (piece: Buffer) => errors.push(piece.toString()))
  if (!child.stdout) throw new Error('the server has no stdout')
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const address = /http:\S+/.exec(line)?.[0]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${errors.join('')}`)))
  })
  return {
    url,
    dataFolder,
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }
}
