import { useMemo, type KeyboardEvent } from 'react'
import type { ComparedFact, ComparedPair, ComparedStack } from '../../shared/model/comparison.ts'
import { FactTable } from './fact-table.tsx'
import { chosenStacks, factsSummary, isParted, stackSummary } from './detail-words.ts'
import type { LinePair } from './line-pair.ts'
import { Section } from './section.tsx'
import { StackPair } from './stack-pair.tsx'

type Group = ComparedFact['group']

const factSections: readonly { readonly id: string; readonly title: string; readonly groups: readonly Group[] }[] = [
  { id: 'registers', title: 'Registers', groups: ['registers'] },
  { id: 'code', title: 'At the trap', groups: ['code'] },
  { id: 'memory', title: 'Memory', groups: ['memory'] },
  { id: 'locks', title: 'Locks', groups: ['locks'] }
]

const mainGroups: readonly Group[] = ['crash', 'task', 'kernel', 'machine']

/** Up and down go from one stop to the next. */
const walk = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  if (at < 0) return
  stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
  event.preventDefault()
  event.stopPropagation()
}

type Props = { readonly pair: ComparedPair; readonly onLines: (lines: LinePair) => void }

/**
 * Stacks that part, facts, other stacks, registers and the rest side by side; each part folds, and leads to its lines in
 * the text.
 */
export const Details = ({ pair: { comparison }, onLines }: Props) => {
  const of = (groups: readonly Group[]): readonly ComparedFact[] =>
    comparison.facts.filter(({ group }) => groups.includes(group))
  const main = of(mainGroups)
  const { shown, rest } = useMemo(() => chosenStacks(comparison.stacks), [comparison.stacks])
  const differing = shown.filter(isParted)
  const alike = shown.filter((stack) => !isParted(stack))
  const stackPart = (stack: ComparedStack, index: number) => (
    <Section
      // Stacks of one kind have no other name.
      // oxlint-disable-next-line react/no-array-index-key
      key={`${stack.kind} ${index}`}
      id={`stack-${stack.kind}`}
      title={(stack.a ?? stack.b)?.title.replace(/:$/, '') ?? 'Stack'}
      summary={stackSummary(stack)}
      usual={stack === shown[0] || stack === differing[0]}
    >
      <StackPair stack={stack} onLines={onLines} />
    </Section>
  )
  return (
    // Its keys are those of the buttons in it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="compare-details" onKeyDown={walk}>
      {differing.map(stackPart)}
      <Section id="facts" title="Facts" summary={factsSummary(main)} usual>
        <FactTable label="Facts" facts={main} onLines={onLines} />
      </Section>
      {alike.map(stackPart)}
      {rest !== null && <p className="compare-rest">{rest}</p>}
      {factSections.map(({ id, title, groups }) => {
        const facts = of(groups)
        return (
          facts.length > 0 && (
            <Section key={id} id={id} title={title} summary={factsSummary(facts)} usual={id === 'memory'}>
              <FactTable label={title} facts={facts} onLines={onLines} />
            </Section>
          )
        )
      })}
    </div>
  )
}
