import { firstSchema } from './0010-first-schema.ts'
import { acts } from './0020-acts.ts'
import type { Migration } from './migration.ts'

/** Every migration, oldest first. */
export const migrations: readonly Migration[] = [firstSchema, acts]

/** The newest schema among `list`, 0 when there is none. */
export const newestVersion = (list: readonly Migration[]): number => list.at(-1)?.version ?? 0
