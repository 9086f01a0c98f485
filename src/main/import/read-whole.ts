import type { Result } from '../../shared/model/result.ts'
import { type Skipped, withLogFile } from './log-file.ts'

/** All bytes of one log file, unpacked as an import unpacks it: for files that are looked at whole. */
export const readWhole = (path: string, corpusApplicationId: number): Promise<Result<Uint8Array, Skipped>> =>
  withLogFile(Buffer.from(path), corpusApplicationId, async (log) => {
    const pieces: Uint8Array[] = []
    for await (const piece of log.pieces(() => undefined)) pieces.push(piece)
    log.checkUnchanged()
    return Buffer.concat(pieces)
  })
