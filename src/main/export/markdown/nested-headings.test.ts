import * as fc from 'fast-check'
import { micromark } from 'micromark'
import { expect, it } from 'vitest'
import { nestedHeadings } from './nested-headings.ts'

const words = (html = ''): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

it('sets headings below the one of their section, level by level', () => {
  expect(nestedHeadings('# Cause\n\nFreed.\n\n### Trace\n\n# Fix #', 2)).toBe(
    '### Cause\n\nFreed.\n\n#### Trace\n\n### Fix #'
  )
  expect(nestedHeadings('Cause\n=====\nFreed.\n\nTrace\n---\nx', 3)).toBe('#### Cause\nFreed.\n\n##### Trace\nx')
})

it('leaves what is no heading', () => {
  for (const text of ['#tag', '```\n# make\n```', '    # code', 'a # b', '- - -', '#!/bin/sh']) {
    expect(nestedHeadings(text, 2)).toBe(text)
  }
})

it('finds the same words in the same order, and none above the section', () => {
  const piece = fc.constantFrom('# ', '## ', '#### ', 'word', ' ', '\n', '\n\n', '> ', '- ', '===', '---', '```', '#')
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 16 }).map((all) => all.join('')),
      fc.integer({ min: 1, max: 4 }),
      (text, below) => {
        const [before, after] = [text, nestedHeadings(text, below)].map((one) => micromark(one))
        expect(words(after)).toBe(words(before))
        const tops = [...(after ?? '').matchAll(/<h([1-6])/g)].map((found) => Number(found[1]))
        const underlined = /<h[12]>[^<]*\n/.test(before ?? '')
        if (!underlined) for (const level of tops) expect(level).toBeGreaterThan(below)
      }
    ),
    { numRuns: 2000 }
  )
})
