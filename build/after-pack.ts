import { flipFuses, FuseV1Options } from '@electron/fuses'
import { join } from 'node:path'
import { fuseConfig } from './fuses.ts'

/** The part of electron-builder's AfterPackContext that is needed. */
export type Packed = {
  readonly appOutDir: string
  readonly electronPlatformName: string
  /** `executableName` exists on Linux, where it is the one of `electron-builder.yml`. */
  readonly packager: { readonly executableName?: string; readonly appInfo: { readonly productFilename: string } }
}

const binaryOf = ({ appOutDir, electronPlatformName, packager }: Packed): string => {
  const { productFilename } = packager.appInfo
  switch (electronPlatformName) {
    case 'darwin':
    case 'mas':
      return join(appOutDir, `${productFilename}.app`)
    case 'win32':
      return join(appOutDir, `${productFilename}.exe`)
    default:
      return join(appOutDir, packager.executableName ?? productFilename)
  }
}

/**
 * Runs on the packed app before it is signed. Our own `@electron/fuses` is used, since the one inside electron-builder
 * is too old to know every fuse. On a Mac the ad-hoc signature is made anew, and cookies, of which there are none, are
 * left alone: to encrypt them an unsigned program would ask for the keychain.
 */
export const afterPack = async (packed: Packed): Promise<void> => {
  const mac = packed.electronPlatformName === 'darwin'
  await flipFuses(binaryOf(packed), {
    ...fuseConfig,
    [FuseV1Options.EnableCookieEncryption]: !mac,
    resetAdHocDarwinSignature: mac
  })
}
