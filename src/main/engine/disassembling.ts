import { loadDisassembler, type Disassembler } from '../explain/disassembler.ts'

let loaded: Promise<Disassembler> | null = null

/** Loaded for the first report that someone looks at, and kept. */
export const disassembler = (): Promise<Disassembler> => (loaded ??= loadDisassembler())
