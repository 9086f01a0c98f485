import { resolve } from 'node:path'
import { expect, it, vi } from 'vitest'
import { readArguments } from '../../src/main/electron/arguments.ts'
import { createElectronDouble } from './electron-double.ts'

const double = createElectronDouble()
vi.mock('electron', () => double.electron)

it('reads paths and the corpus, and passes over the switches of Chromium', () => {
  const argv = ['/opt/electron', '--inspect=0', '.', '--no-sandbox', 'logs', '--corpus', 'team.oopsdesk', '/abs/a.log']
  expect(readArguments(argv, false, '/home/me')).toEqual({
    paths: [resolve('/home/me/logs'), '/abs/a.log'],
    corpusFile: resolve('/home/me/team.oopsdesk'),
    readOnly: false
  })
  expect(readArguments(['/opt/oopsdesk', '--read-only', 'a'], true, '/')).toEqual({
    paths: ['/a'],
    corpusFile: null,
    readOnly: true
  })
})

it('passes over what only the browser host knows, values included', () => {
  const argv = ['/opt/electron', '.', '--port', '8080', '--root', '/logs', '--root=/more', '--open', 'a.log']
  expect(readArguments(argv, false, '/home/me').paths).toEqual([resolve('/home/me/a.log')])
})

it('leaves at once when another instance is there', async () => {
  double.electron.app.requestSingleInstanceLock.mockReturnValue(false)
  await import('../../src/main/electron/main.ts')
  double.setReady()
  expect(double.electron.app.quit).toHaveBeenCalledOnce()
  expect(double.children).toHaveLength(0)
  expect(double.windows).toHaveLength(0)
})
