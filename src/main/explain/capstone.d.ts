/** The part of capstone-js 5 that is used here; the package brings no types. */
declare module '@alexaltea/capstone-js' {
  export type CapstoneInstruction = {
    readonly address: bigint
    readonly size: number
    readonly mnemonic: string
    readonly op_str: string
  }
  export type CapstoneHandle = {
    /** Throws when nothing at all could be decoded. */
    disasm(code: readonly number[] | Uint8Array, address: number): readonly CapstoneInstruction[]
  }
  export type CapstoneModule = {
    readonly ARCH_ARM: number
    readonly ARCH_ARM64: number
    readonly MODE_ARM: number
    readonly MODE_THUMB: number
    readonly Capstone: new (architecture: number, mode: number) => CapstoneHandle
  }
  const load: () => Promise<CapstoneModule>
  export default load
}
