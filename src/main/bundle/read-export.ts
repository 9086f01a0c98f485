import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Act } from '../../shared/model/act.ts'
import { exportFileSchema, exportFormatName, exportVersion } from '../export/json/export-file.ts'
import type { Opened } from './json-lines.ts'
import { createActCheck } from './read-bundle.ts'
import { Refused } from './refused.ts'

/** Bytes; what is larger does not fit in one text. */
const sizeLimit = 500_000_000

const beginning = z.object({ format: z.literal(exportFormatName), version: z.number().int().positive() })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused('it is neither packed nor whole JSON')
  }
}

/** The acts of a JSON export. Throws Refused where it is none, or not sound. */
export const exportedActs = ({ descriptor, size }: Opened): readonly Act[] => {
  if (size > sizeLimit) throw new Refused('it is too large for a JSON export')
  const file = parsed(readFileSync(descriptor, 'utf8'))
  const head = beginning.safeParse(file)
  if (!head.success) throw new Refused('it is no export of Oopsdesk')
  if (head.data.version > exportVersion) throw new Refused('it is newer', head.data.version)
  const checked = exportFileSchema.safeParse(file)
  if (!checked.success) {
    const place = checked.error.issues[0]?.path.map(String).join('.')
    throw new Refused(`it is malformed${place ? ` at ${place}` : ''}`)
  }
  const check = createActCheck()
  for (const act of checked.data.acts) check(act)
  return checked.data.acts
}
