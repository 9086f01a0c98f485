import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { fuseConfig } from '../../build/fuses.ts'

it('sets every fuse that a binary has, to what the security promises say', () => {
  expect(fuseConfig).toEqual({
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true
  })
  const known = Object.values(FuseV1Options).filter((value) => typeof value === 'number')
  for (const fuse of known) expect(fuseConfig).toHaveProperty(String(fuse))
})

it('flips the fuses of the packed binary', async () => {
  const config = await readFile(resolve(import.meta.dirname, '../../electron-builder.yml'), 'utf8')
  expect(config).toMatch(/^afterPack: \.\/build\/after-pack\.ts$/m)
  const { afterPack } = await import('../../build/after-pack.ts')
  const appOutDir = await mkdtemp(join(tmpdir(), 'oopsdesk-fuses-'))
  const binary = join(appOutDir, 'oopsdesk')
  // A binary as Electron ships it: the sentinel, wire version 1, its length, and every fuse the other way round.
  const wire = [1, 0, 1, 1, 0, 0, 1, 1, 0].map((fuse) => String(fuse)).join('')
  await writeFile(binary, `code dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001${String.fromCharCode(wire.length)}${wire} code`)
  const packager = { executableName: 'oopsdesk', appInfo: { productFilename: 'Oopsdesk' } }
  await afterPack({ appOutDir, electronPlatformName: 'linux', packager })
  expect(await readFile(binary, 'latin1')).toContain('\u0001\u0009010011001 code')
  expect(await getCurrentFuseWire(binary)).toMatchObject({
    [FuseV1Options.RunAsNode]: FuseState.DISABLE,
    [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE
  })
  await rm(appOutDir, { recursive: true })
})
