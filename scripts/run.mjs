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
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 1))
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  })
