import { createHash, randomBytes } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { constants, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LogChunk } from '../corpus/corpus.ts'
import { createLogParser, type LogParser } from '../parse/parse-log.ts'
import type { ReadOutcome } from './parse-messages.ts'
import { readLog, type ReadHooks } from './read-log.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-read-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const quiet: LogParser = { push: () => undefined, end: () => ({ lineCount: 0, reports: [] }) }

type Read = { readonly outcome: ReadOutcome; readonly chunks: readonly LogChunk[]; readonly read: number }

const readFile = async (
  file: string,
  hooks: Partial<ReadHooks> = {},
  wholeLimit = 8 * 1024 * 1024,
  isLog = false
): Promise<Read> => {
  const chunks: LogChunk[] = []
  let read = 0
  const task = { path: 'label', location: Buffer.from(file), wholeLimit, isLog, corpusApplicationId: 0x4f4f5053 }
  const outcome = await readLog(task, {
    createParser: () => quiet,
    isKnown: async () => false,
    takeChunk: async (chunk) => {
      chunks.push(chunk)
      return true
    },
    onRead: (bytes) => {
      read += bytes
    },
    ...hooks
  })
  return { outcome, chunks: outcome.kind === 'whole' ? outcome.log.chunks : chunks, read }
}

const readBytes = (bytes: Uint8Array | string, hooks?: Partial<ReadHooks>, wholeLimit?: number): Promise<Read> => {
  const file = join(folder, 'log')
  writeFileSync(file, bytes)
  return readFile(file, hooks, wholeLimit)
}

const skipOf = ({ outcome }: Read): string =>
  outcome.kind === 'skipped' ? `${outcome.file.reason}: ${outcome.file.text}` : outcome.kind

const unpacked = (chunks: readonly LogChunk[]): Buffer =>
  Buffer.concat(chunks.map(({ data }) => zstdDecompressSync(data)))

/** What a chunk must say of itself, told from the whole log. */
const expectChunksOf = (chunks: readonly LogChunk[], raw: Buffer): void => {
  expect(unpacked(chunks).equals(raw)).toBe(true)
  let startByte = 0
  for (const chunk of chunks) {
    const before = raw.subarray(0, startByte)
    expect(chunk.startByte).toBe(startByte)
    expect(chunk.startLine).toBe(before.filter((byte) => byte === 0x0a).length + 1)
    expect(chunk.size).toBeLessThanOrEqual(1024 * 1024)
    startByte += chunk.size
  }
}

test('keeps any bytes exactly, whole and streamed, plain and packed', async () => {
  const byte = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 32, max: 126 }) },
    fc.constantFrom(10, 13, 9, 27, 0xc3)
  )
  const text = fc.array(byte, { minLength: 1, maxLength: 2000 }).map((bytes) => Buffer.from([0x61, 0x62, ...bytes]))
  const packed = fc.constantFrom(
    (bytes: Buffer) => bytes,
    (bytes: Buffer) => gzipSync(bytes),
    (bytes: Buffer) => zstdCompressSync(bytes),
    (bytes: Buffer) => Buffer.concat([gzipSync(bytes.subarray(0, 1)), gzipSync(bytes.subarray(1))]),
    (bytes: Buffer) => Buffer.concat([zstdCompressSync(bytes.subarray(0, 1)), zstdCompressSync(bytes.subarray(1))])
  )
  await fc.assert(
    fc.asyncProperty(text, packed, fc.boolean(), async (raw, pack, streamed) => {
      const file = pack(raw)
      const { outcome, chunks, read } = await readBytes(file, {}, streamed ? 0 : undefined)
      expect(outcome).toMatchObject({
        kind: streamed ? 'streamed' : 'whole',
        log: {
          log: createHash('sha256').update(raw).digest('hex'),
          size: raw.length,
          lineCount: raw.filter((each) => each === 0x0a).length + (raw.at(-1) === 0x0a ? 0 : 1),
          origin: { file: 'label' }
        }
      })
      expectChunksOf(chunks, raw)
      expect(read).toBe(file.length)
    }),
    { numRuns: 60 }
  )
})

test('cuts chunks at line ends, and inside a line that has none', async () => {
  const lines = Buffer.from('0123456789abcdef 0123456789abcdef\n'.repeat(100_000))
  const { chunks } = await readBytes(lines)
  expect(chunks.length).toBeGreaterThan(3)
  expectChunksOf(chunks, lines)
  for (const chunk of chunks) expect(zstdDecompressSync(chunk.data).at(-1)).toBe(0x0a)
  const endless = Buffer.alloc(2_500_000, 'x')
  const cut = await readBytes(endless)
  expect(cut.chunks.map(({ size }) => size)).toEqual([1_048_576, 1_048_576, 402_848])
  expectChunksOf(cut.chunks, endless)
})

test('hands the parser every byte in order', async () => {
  const raw = randomBytes(2_200_000).toString('base64')
  const seen: Uint8Array[] = []
  await readBytes(raw, { createParser: () => ({ ...quiet, push: (bytes) => seen.push(bytes) }) }, 1000)
  expect(Buffer.concat(seen).toString()).toBe(raw)
})

test('asks before it parses', async () => {
  for (const limit of [0, 1000]) {
    const hooks: Partial<ReadHooks> = {
      createParser: () => {
        throw new Error('not to be called')
      },
      isKnown: async () => true
    }
    const { outcome, read } = await readBytes('a known log\n', hooks, limit)
    expect(outcome).toMatchObject({ kind: 'known', log: { size: 12 } })
    expect(read).toBe(12)
  }
})

const binaries: readonly (readonly [string, Buffer])[] = [
  ['ELF', Buffer.concat([Buffer.from('\x7fELF'), randomBytes(9000)])],
  ['png', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(9000)])],
  ['noise', randomBytes(9000)],
  ['zeros', Buffer.alloc(9000)],
  ['little numbers', Buffer.from(new Uint32Array(3000).map((_, index) => index).buffer)],
  ['numbers of 16 bits', Buffer.from(new Uint16Array(9000).map((_, index) => index % 200).buffer)],
  ['a few letters of 16 bits', Buffer.from('oops', 'utf16le')]
]
test.each(binaries)('skips %s as binary', async (_, bytes) => {
  expect(skipOf(await readBytes(bytes))).toMatch(/^binary: /)
})

const logs: readonly (readonly [string, Buffer])[] = [
  ['a few NULs', Buffer.from('[    1.0] a\0b\n[    1.1] c\0\0\0d\n[    1.2] end of it\n'.repeat(9))],
  ['a block of NULs', Buffer.concat([Buffer.alloc(6000), Buffer.from('[    1.0] usb 1-1: new device\n'.repeat(300))])],
  ['a noisy head', Buffer.concat([randomBytes(9000), Buffer.from('[    1.0] usb 1-1: new device\n'.repeat(3000))])],
  ['UTF-8', Buffer.from('журнал ядра\n'.repeat(1000))],
  ['latin-1', Buffer.from('\xe4\xf6\xfc\xe9\n'.repeat(1000), 'latin1')],
  ['escape codes', Buffer.from('\x1b[0;32m[ ok ]\x1b[0m\r\n'.repeat(500))],
  ['a UTF-8 mark', Buffer.from('\ufeff[    1.0] Linux version 6.1\n')],
  ['one letter', Buffer.from('x')]
]
test.each(logs)('takes a log with %s', async (_, bytes) => {
  const { outcome, chunks } = await readBytes(bytes)
  expect(outcome.kind).toBe('whole')
  expect(unpacked(chunks).equals(bytes)).toBe(true)
})

const text = '[    0.000000] Linux version\r\n[    1.000000] a word of журнал ядра \u{1f427}\r\n'
const bigEndian = (value: string): Buffer => Buffer.from(`\ufeff${value}`, 'utf16le').swap16()

test.each([
  ['little endian', (value: string) => Buffer.from(`\ufeff${value}`, 'utf16le')],
  ['big endian', bigEndian],
  ['packed', (value: string) => gzipSync(Buffer.from(`\ufeff${value}`, 'utf16le'))],
  ['without a mark', (value: string) => Buffer.from(value, 'utf16le')],
  ['big endian without a mark', (value: string) => Buffer.from(value, 'utf16le').swap16()],
  ['packed without a mark', (value: string) => zstdCompressSync(Buffer.from(value, 'utf16le'))]
] as const)('stores UTF-16, %s, as its text', async (_, write) => {
  const { outcome, chunks } = await readBytes(write(text))
  expect(outcome).toMatchObject({ kind: 'whole', log: { size: Buffer.byteLength(text), lineCount: 2 } })
  expect(unpacked(chunks).toString('utf8')).toBe(text)
  const plain = await readBytes(Buffer.from(text))
  expect(outcome).toMatchObject({ log: { log: plain.outcome.kind === 'whole' ? plain.outcome.log.log : '' } })
})

test('a large log in UTF-16 is cut between its characters', async () => {
  const large = text.repeat(60_000)
  const { outcome, chunks } = await readBytes(Buffer.from(`\ufeff ${large}`, 'utf16le'))
  expect(outcome.kind === 'skipped').toBe(false)
  expect(unpacked(chunks).equals(Buffer.from(` ${large}`))).toBe(true)
})

test('a mark alone is no log, and one in front of numbers none either', async () => {
  expect(skipOf(await readBytes(Buffer.from('fffe', 'hex')))).toMatch(/^empty: /)
  expect(skipOf(await readBytes(Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.alloc(9000, 1)])))).toMatch(
    /^binary: /
  )
  expect(skipOf(await readBytes(Buffer.concat([Buffer.from('fffe0000', 'hex'), Buffer.alloc(9000)])))).toMatch(
    /^binary: /
  )
})

test('names the kind of an archive, below gzip too', async () => {
  const tar = Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar\0'), Buffer.alloc(300)])
  expect(skipOf(await readBytes(Buffer.from('fd377a585a000004', 'hex')))).toMatch(
    /^archive: .* xz archive; unpack it first/
  )
  expect(skipOf(await readBytes('PK\x03\x04zip'))).toMatch(/^archive: .* zip archive/)
  expect(skipOf(await readBytes('BZh91AY&SY'))).toMatch(/^archive: .* bzip2/)
  expect(skipOf(await readBytes(tar))).toMatch(/^archive: .* tar/)
  expect(skipOf(await readBytes(gzipSync(tar)))).toMatch(/^archive: .* tar/)
  expect(skipOf(await readBytes(gzipSync(gzipSync('log\n'))))).toMatch(/^archive: .*more than once/)
})

test('tells an Oopsdesk corpus from another database', async () => {
  const database = Buffer.alloc(4096)
  database.write('SQLite format 3\0')
  expect(skipOf(await readBytes(database))).toMatch(/^binary: .*SQLite database/)
  database.writeUInt32BE(0x4f4f5053, 68)
  expect(skipOf(await readBytes(database))).toMatch(/^corpus-file: /)
})

test('skips empty files, packed ones too', async () => {
  expect(skipOf(await readBytes(''))).toMatch(/^empty: /)
  expect(skipOf(await readBytes(gzipSync('')))).toMatch(/^empty: /)
  expect(skipOf(await readBytes(zstdCompressSync('')))).toMatch(/^empty: /)
})

test('skips packed data that is cut or damaged', async () => {
  const raw = Buffer.from(randomBytes(30_000).toString('base64'))
  const params = { [constants.ZSTD_c_checksumFlag]: 1 }
  for (const packed of [gzipSync(raw), zstdCompressSync(raw, { params })]) {
    expect(skipOf(await readBytes(packed.subarray(0, -20)))).toMatch(/^damaged: /)
    expect(skipOf(await readBytes(packed.subarray(0, 12)))).toMatch(/^damaged: /)
    const bent = Buffer.from(packed)
    bent.fill(0x55, 5000, 5100)
    expect(skipOf(await readBytes(bent))).toMatch(/^damaged: /)
  }
})

test('stops at a decompression bomb', async () => {
  const zeros = Buffer.alloc(200 * 1024 * 1024, 'a')
  for (const bomb of [gzipSync(zeros), zstdCompressSync(zeros)]) {
    expect(bomb.length).toBeLessThan(220_000)
    expect(skipOf(await readBytes(bomb))).toMatch(/^bomb: /)
  }
})

test('joins zstd frames, passes over skippable ones, and refuses a file of nothing but tiny ones', async () => {
  const frame = zstdCompressSync('line\n')
  const skippable = Buffer.from('502a4d1803000000616263', 'hex')
  const { outcome, chunks } = await readBytes(Buffer.concat([skippable, ...Array.from({ length: 300 }, () => frame)]))
  expect(outcome.kind).toBe('whole')
  expect(unpacked(chunks).toString()).toBe('line\n'.repeat(300))
  const many = Buffer.concat(Array.from({ length: 4001 }, () => frame))
  expect(skipOf(await readBytes(many))).toMatch(/^bomb: .*4000 zstd frames/)
})

test('takes a small log that packs very well', async () => {
  const raw = Buffer.alloc(4 * 1024 * 1024, '[    1.0] the same line\n')
  expect((await readBytes(zstdCompressSync(raw))).outcome.kind).toBe('whole')
})

test('skips a file that changes while it is read', async () => {
  const file = join(folder, 'growing')
  writeFileSync(file, 'one\ntwo\n')
  const takeChunk = async (): Promise<boolean> => {
    appendFileSync(file, 'three\n')
    return true
  }
  expect(skipOf(await readFile(file, { takeChunk }, 0))).toMatch(/^unreadable: It changed while it was read/)
})

test('skips what went away, and what became a link or a pipe since it was listed', async () => {
  expect(skipOf(await readFile(join(folder, 'gone')))).toMatch(/^missing: /)
  symlinkSync('/etc/passwd', join(folder, 'link'))
  expect(skipOf(await readFile(join(folder, 'link')))).toMatch(/^link-loop: /)
  execFileSync('mkfifo', [join(folder, 'pipe')])
  expect(skipOf(await readFile(join(folder, 'pipe')))).toMatch(/^not-a-file: /)
})

test('skips a log that the parser throws on, and says why', async () => {
  const broken: LogParser = {
    ...quiet,
    end: () => {
      throw new Error('no such register')
    }
  }
  for (const limit of [0, 1000]) {
    expect(skipOf(await readBytes('log\n', { createParser: () => broken }, limit))).toMatch(
      /^parser-failed: .*\(no such register\)/
    )
  }
})

test('data and documents that speak of crashes are passed over, whatever they are packed in', async () => {
  const data = `${JSON.stringify({ file: 'a.log', title: 'test error: WARNING: CPU: 0 PID: 1 at a.c:1 f' })}\n`
  const skipped = 'not-a-log: It is JSON, not a log; save the kernel messages in it as text and import those.'
  for (const bytes of [data, gzipSync(data), zstdCompressSync(data), Buffer.from(`\ufeff${data}`, 'utf16le')]) {
    expect(skipOf(await readBytes(bytes))).toBe(skipped)
    // What a bundle holds was a log where it comes from.
    const { outcome } = await readFile(join(folder, 'log'), {}, undefined, true)
    expect(outcome.kind).toBe('whole')
  }
  const parser = { createParser: createLogParser }
  const readme = 'See what `kernel BUG at mm/slub.c:448!` means.\n'
  expect(skipOf(await readBytes(readme, parser))).toBe(
    'not-a-log: It only quotes messages of crashes, as documents and programs do; import the logs themselves.'
  )
  expect(skipOf(await readBytes('kernel BUG at mm/slub.c:448!\n', parser))).toBe('whole')
})
