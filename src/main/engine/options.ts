import { z } from 'zod'
import { list, record } from '../../shared/model/record.ts'
import { authorSchema } from '../../shared/model/triage.ts'

/** What a host tells its engine at the start; crosses as JSON. */
export const engineOptionsSchema = record({
  version: z.string(),
  /** The corpus to open first; null for the default one in the data folder. */
  corpusFile: z.string().nullable(),
  /** Where the default corpus and the recent list are kept; null for the user's own data folder. */
  dataFolder: z.string().nullable(),
  /** Folders that imports by path must lie below; null where any path will do. */
  roots: list(z.string()).nullable(),
  /** The logs that the sample corpus is made of. */
  sampleFolder: z.string(),
  readOnly: z.boolean(),
  /** Make the first corpus when it is not there; commands that only look do not. */
  create: z.boolean(),
  /** Put what is opened on the recent list; scripts do not. */
  remember: z.boolean(),
  /** Whose name stands on acts, whatever was set; absent for what was set, else the name of the account. */
  author: authorSchema.min(1).optional()
})
export type EngineOptions = z.infer<typeof engineOptionsSchema>
