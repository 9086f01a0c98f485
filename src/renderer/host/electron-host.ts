import { portMessage, type Bridge } from '../../shared/protocol/bridge.ts'
import type { Connected } from '../engine/lasting-client.ts'
import type { Host } from './host.ts'
import { portTransport } from './port-transport.ts'

/** The next port that the preload hands over; ours are the only messages of this kind, from our own window. */
const nextPort = (): Promise<MessagePort> =>
  new Promise((resolve) => {
    const listen = (event: MessageEvent): void => {
      const [port] = event.ports
      if (event.source !== window || event.data !== portMessage || !port) return
      window.removeEventListener('message', listen)
      resolve(port)
    }
    window.addEventListener('message', listen)
  })

export const createElectronHost = (bridge: Bridge): Host => ({
  kind: 'electron',
  connect: async (): Promise<Connected> => {
    const port = nextPort()
    bridge.connect()
    return { kind: 'connected', transport: portTransport(await port) }
  },
  pickLogs: async (kind) => ({ kind: 'paths', paths: await bridge.pick(kind) }),
  pickCorpus: (kind) => bridge.pick(kind),
  pathOf: (file) => bridge.pathOf(file),
  onCommand: (listener) => void bridge.onCommand(listener),
  onOpenPaths: (listener) => void bridge.onOpenPaths(listener)
})
