import type { Command } from './command.ts'
import { bucketsCommand } from './commands/buckets.ts'
import { compareCommand } from './commands/compare.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { parseCommand } from './commands/parse.ts'
import { reclusterCommand } from './commands/recluster.ts'
import { serveCommand } from './commands/serve.ts'
import { showCommand } from './commands/show.ts'
import { similarCommand } from './commands/similar.ts'
import { whyCommand } from './commands/why.ts'

export const commandList: readonly Command[] = [
  parseCommand,
  importCommand,
  bucketsCommand,
  showCommand,
  similarCommand,
  whyCommand,
  reclusterCommand,
  compareCommand,
  exportCommand,
  serveCommand
]
