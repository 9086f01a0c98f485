import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { createCompressedFiles, takesGzip } from './compressed-files.ts'

const file = (text: string, contentType: string) => ({
  body: new TextEncoder().encode(text),
  contentType,
  hashed: true
})

it('compresses long text once', async () => {
  const compressed = createCompressedFiles()
  const script = file('const a = 1\n'.repeat(1000), 'text/javascript; charset=utf-8')
  const bytes = await compressed(script)
  expect(gunzipSync(bytes ?? new Uint8Array()).toString()).toBe('const a = 1\n'.repeat(1000))
  expect(await compressed(script)).toBe(bytes)
})

it('leaves short and packed files as they are', async () => {
  const compressed = createCompressedFiles()
  expect(await compressed(file('short', 'text/html; charset=utf-8'))).toBeNull()
  expect(await compressed(file('a'.repeat(10_000), 'font/woff2'))).toBeNull()
})

it('reads Accept-Encoding', () => {
  for (const header of ['gzip', 'gzip, deflate, br, zstd', 'br;q=1.0, gzip;q=0.8']) expect(takesGzip(header)).toBe(true)
  for (const header of [undefined, '', 'br', 'gzip;q=0', 'xgzip', 'identity']) expect(takesGzip(header)).toBe(false)
})
