import { parseArgs } from 'node:util'
import { Refused, UsageError, type Arguments, type Command, type ExitCode } from './command.ts'
import { commandGroups, commandList } from './command-list.ts'
import { complain, endWithReader, print } from './output.ts'
import { version } from './program-files.ts'

const overview = (): string => {
  const width = Math.max(...commandList.map(({ name }) => name.length))
  return [
    'Usage: oopsdesk COMMAND [ARGUMENTS]',
    '',
    'Imports Linux kernel logs, groups the crashes in them into buckets, and shows them.',
    ...commandGroups.flatMap(({ title, commands }) => [
      '',
      `${title}:`,
      ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
    ]),
    '',
    'Every command but parse works on your own corpus, or on the one that --corpus FILE names. Of an id the first 4',
    'digits or more will do. buckets, status, priority, owner, tag, export and bundle export take the buckets that',
    '--filter TEXT finds, as in the window.',
    '',
    '  oopsdesk import /var/crash',
    "  oopsdesk tag net --filter 'is:new nft_'",
    "  oopsdesk export --format html --filter 'tag:net' --out net.html",
    '',
    'oopsdesk COMMAND --help tells more of a command, oopsdesk --version the version.',
    'Exit status: 0 done, 1 the work failed, 2 wrong use.'
  ].join('\n')
}

/** Node says at length how to pass an argument that begins with a dash; the first sentence is enough. */
const wrongOption = (error: unknown): string => {
  const { message } = error instanceof Error ? error : new Error(String(error))
  const [first = message] = message.split(/\.(?:\s|$)/, 1)
  return `${first}.`
}

const readArguments = (command: Command, args: readonly string[]): Arguments => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: command.options, allowPositionals: true })
    const all = (option: string): readonly string[] => {
      const value = values[option]
      const list: readonly unknown[] = Array.isArray(value) ? value : [value]
      return list.filter((item) => typeof item === 'string')
    }
    return {
      positionals,
      text: (option) => all(option).at(-1) ?? null,
      texts: all,
      flag: (option) => values[option] === true
    }
  } catch (error) {
    throw new UsageError(wrongOption(error))
  }
}

const run = async (argv: readonly string[]): Promise<ExitCode> => {
  const [name, ...args] = argv
  if (name === '--version') {
    await print(version)
    return 0
  }
  const topic = name === 'help' ? commandList.find((candidate) => candidate.name === args[0]) : undefined
  if (topic) {
    await print(topic.help)
    return 0
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    await print(overview())
    return name === undefined ? 2 : 0
  }
  const command = commandList.find((candidate) => candidate.name === name)
  if (!command) {
    complain(`There is no command "${name}". oopsdesk --help lists them.`)
    return 2
  }
  const beforeTheEnd = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  if (beforeTheEnd.includes('--help') || beforeTheEnd.includes('-h')) {
    await print(command.help)
    return 0
  }
  try {
    return await command.run(readArguments(command, args))
  } catch (error) {
    if (error instanceof Refused) {
      complain(error.message)
      return 1
    }
    if (!(error instanceof UsageError)) throw error
    complain(`${error.message} See oopsdesk ${command.name} --help.`)
    return 2
  }
}

// The SQLite binary asks for Node-API 10 and would end an older Node with a segmentation fault and no word.
if (Number(process.versions.napi ?? 0) < 10) {
  complain(
    `Node ${process.versions.node} is too old. Start it with "npm run oopsdesk", which brings its own, or use Node 24.`
  )
  process.exit(1)
}
endWithReader()
process.exitCode = await run(process.argv.slice(2))
