import { createTextBuffer } from 'monaco-editor/editor/common/model/textModel'
import { expect, it } from 'vitest'
import { createLongText } from './long-text.ts'

const lineFeeds = 1

it('is what the Monaco that is installed makes models of, more than once', () => {
  const builder = createLongText()
  for (const piece of ['first li', 'ne\nsecond \ud83d', '\udc27\n', 'third']) builder.take(piece)
  const { ofMonaco } = builder.end()
  for (const _ of [1, 2]) {
    const { textBuffer } = createTextBuffer(ofMonaco, lineFeeds)
    expect(textBuffer.getLineCount()).toBe(3)
    expect(textBuffer.getLineContent(2)).toBe('second \u{1f427}')
    expect(textBuffer.getLineContent(3)).toBe('third')
  }
})
