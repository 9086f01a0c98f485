import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publishedSchema } from '../src/main/export/json/published-schema.ts'

/** Writes the JSON Schema of exports anew: `node scripts/export-schema.ts`. */
writeFileSync(join(import.meta.dirname, '..', 'resources', 'export.schema.json'), publishedSchema())
