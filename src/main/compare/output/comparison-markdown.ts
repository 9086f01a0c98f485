import type { ComparedStack } from '../../../shared/model/comparison.ts'
import { ignoredWords, sameWords } from './comparison-text.ts'
import type { Written } from './written.ts'
import { unifiedDiff } from './unified-diff.ts'
import { verdictLines } from './verdict.ts'

/** Text of a log as it stands in a cell: nothing of it is markup. */
const cell = (text: string): string => {
  const plain = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return plain === '' ? '' : longest === 0 ? `\`${plain}\`` : `${fence} ${plain} ${fence}`
}

const signs = { same: '', noise: '', different: '≠', 'only-a': '-', 'only-b': '+' } as const

const stackTable = ({ a, b, equal, of, frames }: ComparedStack): readonly string[] => [
  `${cell(a?.title ?? b?.title ?? '')}: ${equal} of ${of} frames are equal.`,
  '',
  '|   | A | B |',
  '| - | - | - |',
  ...frames
    .filter(({ noise, kind }) => kind !== 'noise' || noise !== 'unreliable')
    .map(
      ({ kind, a: left, b: right }) => `| ${signs[kind]} | ${cell(left?.text ?? '')} | ${cell(right?.text ?? '')} |`
    ),
  ''
]

/** Behind the fence, a line that is itself one would end it. */
const fenceOf = (lines: readonly string[]): string => {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)))
  return '`'.repeat(longest + 1)
}

/** A comparison as Markdown: verdict, what differs, stacks side by side, and the diff. */
export const comparisonMarkdown = (written: Written): string => {
  const { comparison, verdict, a, b } = written
  const facts = comparison.facts.filter(({ kind }) => kind === 'different' || kind === 'missing')
  const stacks = comparison.stacks.filter(
    ({ equal, of, a: left, b: right }) => equal < of || left === null || right === null
  )
  const diff = unifiedDiff(written)
  const fence = fenceOf(diff)
  const same = sameWords(comparison)
  const ignored = ignoredWords(comparison)
  return [
    `# Comparison of two reports`,
    '',
    `- A: ${cell(a.title)} (${cell(a.name)})`,
    `- B: ${cell(b.title)} (${cell(b.name)})`,
    '',
    ...verdictLines(verdict),
    '',
    ...(same === '' ? [] : [`Same: ${same}.`, '']),
    ...(ignored === '' ? [] : [`Not counted: ${ignored}.`, '']),
    ...(facts.length === 0
      ? []
      : [
          '## Facts that differ',
          '',
          '| Fact | A | B |',
          '| - | - | - |',
          ...facts.map(
            ({ name, a: left, b: right }) => `| ${name} | ${cell(left?.text ?? '')} | ${cell(right?.text ?? '')} |`
          ),
          ''
        ]),
    ...(stacks.length === 0 ? [] : ['## Stacks', '', ...stacks.flatMap(stackTable)]),
    ...(diff.length === 0 ? [] : ['## Lines that differ', '', `${fence}diff`, ...diff, fence, ''])
  ].join('\n')
}
