import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type Said = Readonly<Record<string, unknown>>

export type Child = {
  readonly process: ChildProcess
  /** The next line it says, null when it ends. */
  readonly next: () => Promise<Said | null>
  readonly kill: () => Promise<void>
}

/** Runs `child.ts` in a process of its own, as another user where `uid` is given. */
export const runChild = (
  task: string,
  file: string,
  { uid = null, seed = 0 }: { readonly uid?: number | null; readonly seed?: number } = {}
): Child => {
  const script = fileURLToPath(new URL('./child.ts', import.meta.url))
  const user = uid === null ? {} : { uid, gid: uid }
  const child = spawn(process.execPath, [script, task, file, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...user
  })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    process: child,
    next: async () => {
      const line = await lines.next()
      return line.done ? null : (JSON.parse(line.value) as Said)
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    }
  }
}
