import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { at, root } from './paths.mjs'

/**
 * Runs a command to its end and answers its exit code. Its output goes to stderr unless `stdio` says otherwise;
 * the project's own tools come first in PATH.
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const PATH = [at('node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && command === 'npm',
      ...options,
      env: { ...process.env, PATH, ...options.env }
    })
    // Ctrl+C reaches the child from the terminal, which signals the whole group; here it must only not end us first.
    const handlers = {
      SIGINT: () => undefined,
      SIGTERM: () => child.kill('SIGTERM'),
      SIGHUP: () => child.kill('SIGHUP')
    }
    for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler)
    const forget = () => {
      for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler)
    }
    child.on('error', (error) => {
      forget()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      forget()
      resolve(signal === null ? (code ?? 1) : 1)
    })
  })
