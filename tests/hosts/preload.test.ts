import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runInNewContext } from 'node:vm'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import config from '../../electron.vite.config.ts'
import { channels } from '../../src/shared/protocol/bridge-channels.ts'
import { portMessage, type Bridge } from '../../src/shared/protocol/bridge.ts'

let folder: string
let text: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oopsdesk-preload-'))
  const preload = (config as { preload: { build: { rolldownOptions: object } } }).preload
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(import.meta.dirname, '../..'),
    build: {
      outDir: folder,
      target: 'chrome156',
      minify: false,
      rolldownOptions: { ...preload.build.rolldownOptions, external: ['electron'], preserveEntrySignatures: 'strict' }
    }
  })
  text = await readFile(join(folder, 'preload.cjs'), 'utf8')
})
afterAll(() => rm(folder, { recursive: true }))

it('is one file of CommonJS that requires nothing but electron', async () => {
  expect(await readdir(folder)).toEqual(['preload.cjs'])
  const required = [...text.matchAll(/require\(\s*(['"`])(.*?)\1\s*\)/g)].map((match) => match[2])
  expect(required).toEqual(['electron'])
  expect(text).not.toMatch(/^\s*(?:import|export)\s/m)
  expect(text).not.toMatch(/\bimport\(|process\.|node:/)
})

/** Stands for the page's own class of dropped files. */
class File {
  readonly name = 'a.log'
}

const run = () => {
  const listeners = new Map<string, (event: object, ...values: unknown[]) => void>()
  const posted = vi.fn<(message: unknown, origin: string, ports: unknown[]) => void>()
  const ipcRenderer = {
    on: (channel: string, listener: (event: object, ...values: unknown[]) => void) => listeners.set(channel, listener),
    send: vi.fn<(channel: string) => void>(),
    invoke: vi.fn<(channel: string, value: unknown) => Promise<unknown>>(() => Promise.resolve(['/logs']))
  }
  const exposed = new Map<string, unknown>()
  const electron = {
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => exposed.set(name, value) },
    webUtils: {
      getPathForFile: (file: object) => {
        if (!(file instanceof File)) throw new TypeError('not a File')
        return `/logs/${file.name}`
      }
    }
  }
  runInNewContext(text, {
    require: (name: string) => (name === 'electron' ? electron : createRequire(import.meta.url)('nothing else')),
    module: { exports: {} },
    exports: {},
    window: { postMessage: posted },
    location: { origin: 'oopsdesk://app' }
  })
  const bridge = exposed.get('oopsdeskBridge') as Bridge
  const receive = (channel: string, event: object, ...values: unknown[]): void =>
    listeners.get(channel)?.(event, ...values)
  return { bridge, exposed, ipcRenderer, posted, receive }
}

it('gives the page the bridge, and nothing of Electron', () => {
  const { bridge, exposed } = run()
  expect([...exposed.keys()]).toEqual(['oopsdeskBridge'])
  expect(Object.keys(bridge).sort()).toEqual(['connect', 'onCommand', 'onOpenPaths', 'pathOf', 'pick'])
  for (const value of Object.values(bridge)) expect(value).toBeTypeOf('function')
})

it('hands the engine port on to the own origin only', () => {
  const { bridge, ipcRenderer, posted, receive } = run()
  bridge.connect()
  expect(ipcRenderer.send.mock.calls).toEqual([[channels.connect]])
  const port = {}
  receive(channels.port, { ports: [port] })
  expect(posted.mock.calls).toEqual([[portMessage, 'oopsdesk://app', [port]]])
})

it('asks for native dialogs and for paths of dropped files', async () => {
  const { bridge, ipcRenderer } = run()
  expect(await bridge.pick('folder')).toEqual(['/logs'])
  expect(ipcRenderer.invoke.mock.calls).toEqual([[channels.pick, 'folder']])
  expect(bridge.pathOf(new File())).toBe('/logs/a.log')
  expect(bridge.pathOf({})).toBe('')
})

it('keeps paths and commands until the page listens, and stops when told', () => {
  const { bridge, receive } = run()
  receive(channels.openPaths, {}, ['/a'])
  const paths = vi.fn<(paths: readonly string[]) => void>()
  const stop = bridge.onOpenPaths(paths)
  receive(channels.openPaths, {}, ['/b'])
  expect(paths.mock.calls).toEqual([[['/a']], [['/b']]])
  stop()
  receive(channels.openPaths, {}, ['/c'])
  expect(paths).toHaveBeenCalledTimes(2)
  const commands = vi.fn<(command: string) => void>()
  bridge.onCommand(commands)
  receive(channels.command, { sender: 'not for the page' }, 'go.buckets')
  expect(commands.mock.calls).toEqual([['go.buckets']])
})
