import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { areIn, mappingOf, ownDiff, setChanges } from './own-diff.ts'

const text = (lines: number) => ({ getLineCount: () => lines, isDisposed: () => false })
/** As Monaco's: it may not be asked for its lines any more. */
const disposed = {
  getLineCount: (): number => {
    throw new Error('Model is disposed!')
  },
  isDisposed: () => true
}

const change = {
  original: { from: 3, to: 4 },
  modified: { from: 5, to: 5 },
  places: [{ original: { line: 3, start: 0, end: 7 }, modified: { line: 5, start: 0, end: 0 } }]
}

it('says a change in the classes of Monaco that its diff editor reads', () => {
  const mapping = mappingOf(change)
  expect(mapping).toMatchObject({
    original: { startLineNumber: 3, endLineNumberExclusive: 4, isEmpty: false, length: 1 },
    modified: { startLineNumber: 5, endLineNumberExclusive: 5, isEmpty: true },
    innerChanges: [
      {
        originalRange: { startLineNumber: 3, startColumn: 1, endLineNumber: 3, endColumn: 8 },
        modifiedRange: { startLineNumber: 5, startColumn: 1, endLineNumber: 5, endColumn: 1 }
      }
    ]
  })
})

it('answers for the models it was told of, and tells who listens when that changes', async () => {
  const provider = ownDiff.diffProviderFactoryService.createDiffProvider()
  const model = text(10)
  let told = 0
  const listening = provider.onDidChange(() => (told += 1))
  expect(await provider.computeDiff(model, model)).toMatchObject({ identical: true, changes: [] })
  setChanges(model, [change])
  expect(told).toBe(1)
  expect((await provider.computeDiff(model, model)).changes).toHaveLength(1)
  listening.dispose()
  setChanges(model, [])
  expect(told).toBe(1)
})

it('is asked by the Monaco that is installed', () => {
  const mapping = createRequire(import.meta.url).resolve('monaco-editor/editor/common/diff/rangeMapping')
  const source = (name: string): string => readFileSync(join(dirname(mapping), '..', '..', name), 'utf8')
  const model = source('browser/widget/diffEditor/diffEditorViewModel.js')
  expect(model).toContain('_diffProviderFactoryService.createDiffProvider({')
  expect(model).toContain('diffProvider.computeDiff(model.original, model.modified, {')
  expect(model).toContain("observableSignalFromEvent('onDidChange', diffProvider.onDidChange)")
  expect(source('browser/widget/diffEditor/diffProviderFactoryService.js')).toContain(
    "createDecorator('diffProviderFactoryService')"
  )
  expect(source('standalone/browser/standaloneServices.js')).toContain('for (const serviceId in overrides)')
})

const place = (line: number) => ({ line, start: 0, end: 3 })

it('tells a change of lines that a text does not have from one that can be shown', () => {
  const late = {
    original: { from: 5, to: 6 },
    modified: { from: 7, to: 8 },
    places: [{ original: place(5), modified: place(7) }]
  }
  expect(areIn(late, text(5), text(7))).toBe(true)
  expect(areIn(late, text(1), text(7))).toBe(false)
  expect(areIn(late, text(5), text(6))).toBe(false)
  expect(areIn(late, disposed, text(7))).toBe(false)
  expect(areIn(late, text(5), disposed)).toBe(false)
  expect(areIn({ ...late, places: [{ original: place(0), modified: place(7) }] }, text(5), text(7))).toBe(false)
})
