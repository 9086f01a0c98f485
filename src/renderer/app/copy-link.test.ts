import { afterEach, expect, it, vi } from 'vitest'
import { bindCommands, bindingOf, runCommand } from '../commands/registry.ts'
import { copyLink } from './copy-link.ts'
import { useNotices, useWhisper } from './window-state.ts'

afterEach(() => void vi.unstubAllGlobals())

const withClipboard = (writeText: (text: string) => Promise<void>): void => {
  vi.stubGlobal('location', { href: 'http://127.0.0.1:4000/c/abcdefghij/buckets' })
  vi.stubGlobal('navigator', { clipboard: { writeText } })
}

it('copies the address where a browser can follow it', async () => {
  const copied: string[] = []
  withClipboard(async (text) => void copied.push(text))
  const bound = bindCommands({ 'window.copy-link': copyLink('browser') })
  expect(runCommand('window.copy-link')).toBe(true)
  await vi.waitFor(() => expect(useWhisper.getState().text).toBe('Link copied'))
  expect(copied).toEqual(['http://127.0.0.1:4000/c/abcdefghij/buckets'])
  bound.remove()
})

it('copies no address that nothing can follow, and says why', () => {
  withClipboard(() => expect.fail('copied'))
  const bound = bindCommands({ 'window.copy-link': copyLink('electron') })
  expect(runCommand('window.copy-link')).toBe(false)
  expect(bindingOf('window.copy-link')?.disabled).toBe('Links to views work in the browser host.')
  bound.remove()
})

it('says that a browser let nothing be copied', async () => {
  withClipboard(() => Promise.reject(new Error('denied')))
  copyLink('browser').run()
  await vi.waitFor(() => expect(useNotices.getState().notices).toHaveLength(1))
})
