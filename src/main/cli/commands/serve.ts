import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { createClient } from '../../../shared/protocol/client.ts'
import { portTransport } from '../../engine/port-transport.ts'
import { serve, type WebHost } from '../../web/serve.ts'
import { serveFailureText } from '../../web/serve-failure.ts'
import { UsageError, type Command } from '../command.ts'
import { openUrl } from '../open-url.ts'
import { complain, complainOf, complainOfMissing, print } from '../output.ts'
import { rendererFolder, sampleFolder, version } from '../program-files.ts'
import { bytesText } from '../progress-line.ts'
import { onStopSignal } from '../stop-signals.ts'

const portOf = (text: string | null): number | null => {
  if (text === null) return null
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError('--port is a number from 0 to 65535.')
  return port
}

const importPaths = async (host: WebHost, paths: readonly string[]): Promise<void> => {
  const port = host.connect()
  if (!port) return complain('The engine stopped before the import could start. Import the paths in the window.')
  const client = createClient(portTransport(port))
  const described = await client.call('engine.describe', {})
  if (!described.ok) return complainOf(described.failure)
  const { corpus } = described.value
  if (corpus === null) return
  const sources = paths.map((path) => ({ kind: 'path' as const, path }))
  const started = await client.call('imports.start', { corpus, sources })
  if (!started.ok) return complainOf(started.failure)
  const done = await client.call('imports.follow', { corpus, import: started.value.import })
  client.close()
  if (!done.ok) return complainOf(done.failure)
  const { added, duplicates, skipped, reports, bytes } = done.value
  complain(
    `imported ${added} ${added === 1 ? 'log' : 'logs'} (${bytesText(bytes)}) with ${reports} crashes; ${duplicates} known, ${skipped} skipped`
  )
}

/** The URL with its token that opens the bucket list of the first corpus. */
const bucketsUrl = async (host: WebHost): Promise<string> => {
  const port = host.connect()
  if (!port) return host.url
  const client = createClient(portTransport(port))
  const described = await client.call('engine.describe', {})
  client.close()
  if (!described.ok || described.value.corpus === null) return host.url
  const url = new URL(host.url)
  url.pathname = `/c/${described.value.corpus}/buckets`
  return url.href
}

const tunnelHint = (port: number): string =>
  `From another machine: ssh -L ${port}:127.0.0.1:${port} ${hostname()}, then open the same URL there.`

export const serveCommand: Command = {
  name: 'serve',
  summary: 'show a corpus in the browser, on this machine only',
  help: `Usage: oopsdesk serve [PATH...] [--corpus FILE] [--port N] [--root FOLDER]... [--read-only] [--open]

Serves the window on 127.0.0.1 and prints its URL; whoever has the URL has the corpus. PATHs are imported first.
Ends at Ctrl+C, or after 12 hours without a window.

  --corpus FILE   the corpus file, made when it is not there; without it, your own corpus
  --port N        the port, 0 for any free one; without it 4777, or the last one if that is taken: what the browser
                  keeps, such as the theme and drafts of notes, belongs to the port
  --root FOLDER   the window may import from below FOLDER by path; may be given several times
  --read-only     change nothing
  --open          open the browser, where there is a desktop`,
  options: {
    corpus: { type: 'string' },
    port: { type: 'string' },
    root: { type: 'string', multiple: true },
    'read-only': { type: 'boolean' },
    open: { type: 'boolean' }
  },
  run: async ({ positionals, text, texts, flag }) => {
    const paths = positionals.map((path) => resolve(path))
    if (complainOfMissing(paths)) return 1
    const started = await serve({
      port: portOf(text('port')),
      corpusFile: text('corpus'),
      dataFolder: process.env['OOPSDESK_DATA'] ?? null,
      roots: [...texts('root').map((root) => resolve(root)), ...paths],
      rendererFolder,
      sampleFolder,
      readOnly: flag('read-only'),
      version
    })
    if (!started.ok) {
      const { message, remedy } = serveFailureText(started.failure)
      complain(`${message} ${remedy}`)
      return 1
    }
    const host = started.value
    onStopSignal(() => void host.close())
    // Who names a corpus or logs wants to see them, not the start page.
    const url = text('corpus') !== null || paths.length > 0 ? await bucketsUrl(host) : host.url
    await print(`Oopsdesk is at ${url}`)
    if (process.env['SSH_CONNECTION']) await print(tunnelHint(host.port))
    if (flag('open')) openUrl(url)
    if (paths.length > 0) await importPaths(host, paths)
    const reason = await host.ended
    if (reason === 'idle') complain('stopped after 12 hours without a window')
    if (reason === 'engine-failed') complain('stopped, for the engine ended again and again')
    return reason === 'engine-failed' ? 1 : 0
  }
}
