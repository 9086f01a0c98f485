import type { Connected } from '../engine/lasting-client.ts'
import type { Host, Picked } from './host.ts'
import { exchangeToken, sessionState } from './session.ts'
import { openWebSocket } from './web-socket-transport.ts'

const connect = async (): Promise<Connected> => {
  await exchangeToken()
  const state = await sessionState()
  if (state === 'refused') return { kind: 'refused' }
  if (state === 'unreachable') return { kind: 'unreachable' }
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const transport = await openWebSocket(`${scheme}://${location.host}/engine`, 'oopsdesk')
  return transport ? { kind: 'connected', transport } : { kind: 'unreachable' }
}

/** Opens the browser's own dialog; empty when it is closed without a choice. */
const pickFiles = (kind: 'files' | 'folder'): Promise<Picked> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.webkitdirectory = kind === 'folder'
    input.hidden = true
    input.dataset['pick'] = kind
    const finish = (): void => {
      const files = [...(input.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }))
      input.remove()
      resolve({ kind: 'files', files })
    }
    input.addEventListener('change', finish)
    input.addEventListener('cancel', finish)
    document.body.append(input)
    input.click()
  })

export const createBrowserHost = (): Host => ({
  kind: 'browser',
  connect,
  pickLogs: pickFiles,
  pickCorpus: null,
  pathOf: () => '',
  onCommand: () => undefined,
  onOpenPaths: () => undefined
})
