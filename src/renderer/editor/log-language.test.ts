import { describe, expect, it } from 'vitest'
import { languageOf, logLanguageId, prefixPattern, reportLanguageId } from './log-language.ts'

const prefixOf = (line: string): string => new RegExp(`^(?:${prefixPattern.source})`).exec(line)?.[0] ?? ''

describe('console prefixes', () => {
  it.each([
    ['[   12.345678] usb 1-1: new device', '[   12.345678] '],
    ['<4>[   12.345678][ T1234] Call Trace:', '<4>[   12.345678][ T1234] '],
    ['[   12.345678][    C0] watchdog: BUG', '[   12.345678][    C0] '],
    ['[Sat Nov 22 10:00:00 2025] usb 1-1', '[Sat Nov 22 10:00:00 2025] '],
    ['Nov 22 10:00:00 host-1 kernel: [   12.345678] usb', 'Nov 22 10:00:00 host-1 kernel: [   12.345678] '],
    ['2025-11-22T10:00:00.123456+00:00 host kernel: usb', '2025-11-22T10:00:00.123456+00:00 host kernel: '],
    ['[drm] initialised', ''],
    ['RIP: 0010:f+0x1/0x2', '']
  ])('%s', (line, prefix) => expect(prefixOf(line)).toBe(prefix))
})

it('leaves the text of a whole console to be shown without a language, that no key waits for its colours', () => {
  expect(languageOf('[    1.000000] eth0: link is up\n'.repeat(30_000))).toBe(logLanguageId)
  expect(languageOf('[    1.000000] eth0: link is up\n'.repeat(600_000))).toBe(reportLanguageId)
})
