import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { publishedSchema } from './published-schema.ts'

const file = join(import.meta.dirname, '../../../../resources/export.schema.json')

test('the published schema is that of the export as it is written', () => {
  // `node scripts/export-schema.ts` writes it; a change that older readers cannot read needs another version.
  expect(readFileSync(file, 'utf8')).toBe(publishedSchema())
})

test('its id names it, and leads nowhere', () => {
  expect(JSON.parse(publishedSchema())).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:oopsdesk:schema:export:1'
  })
  expect(publishedSchema().match(/https?:\/\/[^"]*/g)).toEqual(['https://json-schema.org/draft/2020-12/schema'])
})
