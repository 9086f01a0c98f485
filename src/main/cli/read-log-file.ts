import { statSync } from 'node:fs'
import { corpusApplicationId } from '../corpus/application-id.ts'
import { readWhole } from '../import/read-whole.ts'
import { complain, complainOfMissing } from './output.ts'

/** All bytes of one log that was named, unpacked; null, and said on stderr why, where it cannot be read. */
export const readLogFile = async (path: string): Promise<Uint8Array | null> => {
  if (complainOfMissing([path])) return null
  if (statSync(path).isDirectory()) {
    complain(`${path} is a folder; name one log in it.`)
    return null
  }
  const read = await readWhole(path, corpusApplicationId)
  if (read.ok) return read.value
  complain(`${path}: ${read.failure.text}`)
  return null
}
