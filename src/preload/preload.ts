import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { CommandId } from '../shared/commands/commands.ts'
import { channels } from '../shared/protocol/bridge-channels.ts'
import { portMessage, type Bridge } from '../shared/protocol/bridge.ts'

/** Hands values to one listener, and keeps those that come before there is one. */
const createInbox = <Value>() => {
  let listener: ((value: Value) => void) | null = null
  let waiting: Value[] = []
  return {
    put: (value: Value): void => {
      if (listener) listener(value)
      else waiting.push(value)
    },
    listen: (next: (value: Value) => void): (() => void) => {
      listener = next
      const kept = waiting
      waiting = []
      for (const value of kept) next(value)
      return () => {
        if (listener === next) listener = null
      }
    }
  }
}

const commands = createInbox<CommandId>()
const openPaths = createInbox<readonly string[]>()

ipcRenderer.on(channels.command, (_event, command: CommandId) => commands.put(command))
ipcRenderer.on(channels.openPaths, (_event, paths: readonly string[]) => openPaths.put(paths))
// A port cannot cross the context bridge; the page gets it as a message of its own origin.
ipcRenderer.on(channels.port, (event) => window.postMessage(portMessage, location.origin, [...event.ports]))

/** Electron throws for what is not a File of the page. */
const pathOf = (file: object): string => {
  try {
    return webUtils.getPathForFile(file as File)
  } catch {
    return ''
  }
}

const bridge: Bridge = {
  connect: () => ipcRenderer.send(channels.connect),
  pick: (kind) => ipcRenderer.invoke(channels.pick, kind) as Promise<readonly string[]>,
  pathOf,
  onCommand: commands.listen,
  onOpenPaths: openPaths.listen
}

contextBridge.exposeInMainWorld('oopsdeskBridge', bridge)
