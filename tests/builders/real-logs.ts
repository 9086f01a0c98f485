import { globSync, mkdtempSync, readFileSync, existsSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import type { NewLog } from '../../src/main/corpus/corpus.ts'
import { buildLog } from './new-log.ts'

const root = resolve(import.meta.dirname, '..', '..')
const day = 86_400_000

const logsBelow = (folder: string, pattern: string): readonly NewLog[] =>
  globSync(pattern, { cwd: folder })
    .sort()
    .map((name, place) => {
      const bytes = readFileSync(join(folder, name))
      const { reports } = parseLog(bytes)
      // Days that are spread over some years, and always the same.
      return buildLog(bytes, { file: name, modified: Date.UTC(2020, 0, 1) + ((place * 37) % 1500) * day, reports })
    })

/** Logs of the project's own tests, parsed. */
export const ownLogs = (): readonly NewLog[] => [
  ...logsBelow(join(root, 'tests/golden'), '*.log'),
  ...logsBelow(join(root, 'tests/fixtures'), '*.log')
]

/** Logs of one bug met on many ways, `../shared/corpus/qemu.tar.xz`; none where that is absent. */
export const qemuLogs = (): readonly NewLog[] => {
  const archive = join(root, '../shared/corpus/qemu.tar.xz')
  if (!existsSync(archive)) {
    process.stdout.write('left out: ../shared/corpus/qemu.tar.xz is absent\n')
    return []
  }
  const folder = mkdtempSync(join(tmpdir(), 'oopsdesk-test-'))
  try {
    execFileSync('tar', ['-xJf', archive, '-C', folder])
    return logsBelow(folder, '**/*.log')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
