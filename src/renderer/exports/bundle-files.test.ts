import { expect, it } from 'vitest'
import { apartBundles, isExportHead } from './bundle-files.ts'

const picked = (path: string, text: string) => ({ path, file: new File([text], path) })
const exported = '{\n  "format": "oopsdesk-export",\n  "version": 1'

it('knows a bundle by its name and a JSON export by its beginning', async () => {
  const { bundles, logs } = await apartBundles({
    kind: 'files',
    files: [
      picked('a.oopsdesk-bundle', 'x'),
      picked('b.json', exported),
      picked('c.json', '{"format":"another"}'),
      picked('d.log', exported)
    ]
  })
  expect(bundles.map((bundle) => (bundle.kind === 'file' ? bundle.file.path : ''))).toEqual([
    'a.oopsdesk-bundle',
    'b.json'
  ])
  expect(logs.kind === 'files' && logs.files.map(({ path }) => path)).toEqual(['c.json', 'd.log'])
})

it('tries a JSON file that was chosen alone by its path', async () => {
  expect(await apartBundles({ kind: 'paths', paths: ['/a/x.json'] })).toEqual({
    bundles: [{ kind: 'path', path: '/a/x.json', certain: false }],
    logs: { kind: 'paths', paths: [] }
  })
  expect((await apartBundles({ kind: 'paths', paths: ['/a/x.json', '/a/y.log'] })).bundles).toEqual([])
})

it('does not take a mention of the format for it', () => {
  expect(isExportHead('{"text":"\\"format\\":\\"oopsdesk-export\\""}')).toBe(false)
})
