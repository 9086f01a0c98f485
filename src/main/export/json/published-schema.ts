import { z } from 'zod'
import { exportFileSchema, exportVersion } from './export-file.ts'

/** The JSON Schema of the export, as `resources/export.schema.json` has it. Its id names it; there is nothing to fetch. */
export const publishedSchema = (): string => {
  const { $schema, ...schema } = z.toJSONSchema(exportFileSchema, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // It says that our own types are readonly, which is nobody else's concern.
      delete jsonSchema.readOnly
    }
  })
  const named = {
    $schema,
    $id: `urn:oopsdesk:schema:export:${exportVersion}`,
    title: `Oopsdesk export, version ${exportVersion}`,
    ...schema
  }
  return `${JSON.stringify(named, null, 2)}\n`
}
