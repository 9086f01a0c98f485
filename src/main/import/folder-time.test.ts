import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeTempFolder } from '../../../tests/builders/temp-corpus.ts'
import { folderTime, timeOfPath } from './folder-time.ts'

const modified = Date.parse('2026-11-22T12:00:00Z')
const shown = (found: ReturnType<typeof timeOfPath>): string | null =>
  found === null ? null : `${new Date(found.time).toISOString().slice(0, 19)} ${found.assumes}`

describe('the time in a path', () => {
  test.each([
    ['/var/crash/127.0.0.1-2024-05-01-12:34:56/vmcore-dmesg.txt', '2024-05-01T12:34:56 zone'],
    ['/var/crash/202405011234/dmesg.202405011234', '2024-05-01T12:34:00 zone'],
    ['/var/spool/abrt/oops-2024-05-01-12:34:56-1234-0/backtrace', '2024-05-01T12:34:56 zone'],
    ['/var/lib/systemd/pstore/1714564800/dmesg.txt', '2024-05-01T12:00:00 nothing'],
    ['/var/lib/systemd/pstore/1714564800/001/dmesg.txt', '2024-05-01T12:00:00 nothing'],
    ['/sys/fs/pstore/dmesg-efi_pstore-171456480001001', '2024-05-01T12:00:00 nothing'],
    ['logs/console-20240501-123456.log.gz', '2024-05-01T12:34:56 zone'],
    ['logs/console-20240501T123456Z.log', '2024-05-01T12:34:56 nothing'],
    ['logs/2024-05-01T12:34:56+02:00.log', '2024-05-01T10:34:56 nothing'],
    ['logs/2024-05-01_12.34.log', '2024-05-01T12:34:00 zone'],
    ['crash-1714564800.log', '2024-05-01T12:00:00 nothing'],
    ['crash-2024-05-01/console.log', '2024-05-01T00:00:00 zone'],
    ['crash/20240501.log', '2024-05-01T00:00:00 zone'],
    // The hour counts more than the nearer name.
    ['127.0.0.1-2024-05-01-12:34:56/dmesg-2024-05-01.txt', '2024-05-01T12:34:56 zone']
  ])('%s', (path, expected) => {
    expect(shown(timeOfPath(path, modified))).toBe(expected)
  })

  test.each([
    '/home/a/logs/console.log',
    'next-20240501/console.log',
    'linux-6.12.9/console.log',
    'dmesg-erst-6848574620348907521.log',
    'reap_dying_workers_1735117634368783133/log0',
    'crash-2024-13-01/console.log',
    'crash-2024-02-30-12:00:00/console.log',
    'crash-1980-01-01/console.log',
    'log-12345678.txt',
    '0123456789abcdef0123456789abcdef01234567/log0',
    // Too far up to be the folder of one crash.
    '2024-05-01-12:34:56/a/b/console.log'
  ])('is not in %s', (path) => {
    expect(timeOfPath(path, modified)).toBeNull()
  })

  test('is not that of a backup, which is later than its files', () => {
    const path = 'backup-2024-05-01/console.log'
    expect(timeOfPath(path, Date.parse('2019-01-01T00:00:00Z'))).toBeNull()
    expect(shown(timeOfPath(path, 0))).toBe('2024-05-01T00:00:00 zone')
  })

  test('of a day is left to a file of that day, which tells the hour', () => {
    expect(timeOfPath('crash-2024-05-01/console.log', Date.parse('2024-05-01T17:00:00Z'))).toBeNull()
  })
})

describe('a folder of ABRT', () => {
  let folder = ''
  beforeEach(() => {
    folder = makeTempFolder()
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const at = (name: string, time: string | null): string | null => {
    const own = join(folder, name)
    mkdirSync(own)
    if (time !== null) writeFileSync(join(own, 'time'), time)
    const file = join(own, 'backtrace')
    return shown(folderTime(file, Buffer.from(file), modified))
  }

  test('has its time in a file', () => {
    expect(at('oops-2024-05-01-14:34:56-1234-0', '1714566896')).toBe('2024-05-01T12:34:56 nothing')
    expect(at('oops-2024-05-01-14:34:57-1234-0', 'yesterday\n')).toBe('2024-05-01T14:34:57 zone')
    expect(at('oops-2024-05-01-14:34:58-1234-0', null)).toBe('2024-05-01T14:34:58 zone')
    expect(at('other', '1714566896')).toBeNull()
  })
})
