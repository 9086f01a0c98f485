import { ArrowDown, ArrowLeftRight, ArrowUp, Columns2, Rows2 } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { OutputOf } from '../../shared/protocol/methods.ts'
import { keep, kept } from '../app/kept.ts'
import { useCommands } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { DiffView, type DiffHandle } from '../editor/diff-view.tsx'
import { reportText } from '../report/report-text.ts'
import { IconCommand } from '../report/icon-command.tsx'
import { WhyDialog } from '../similar/why-dialog.tsx'
import type { ComparePageProps } from './compare-props.ts'
import { differenceText, stepped } from './differences.ts'
import { ReportCard } from './report-card.tsx'

type Loaded = OutputOf<'reports.get'>
type Props = { readonly page: ComparePageProps; readonly first: Loaded; readonly second: Loaded }

const inlineKey = 'oopsdesk.compare-inline'

export const ComparedReports = ({ page, first, second }: Props) => {
  const diff = useRef<DiffHandle>(null)
  const [inline, setInline] = useState(() => kept(inlineKey) === 'yes')
  const [count, setCount] = useState<number | null>(null)
  const [at, setAt] = useState<number | null>(null)
  const [asksWhy, setAsksWhy] = useState(false)
  const original = useMemo(() => reportText(first.report).content, [first.report])
  const modified = useMemo(() => reportText(second.report).content, [second.report])

  const step = (by: 1 | -1): void => {
    const target = stepped(count ?? 0, at, by)
    setAt(target)
    if (target !== null) diff.current?.show(target)
  }
  const toggleInline = (): void => {
    keep(inlineKey, inline ? 'no' : 'yes')
    setInline(!inline)
  }
  const same = count === 0 ? 'The two texts are the same.' : undefined
  useCommands({
    'compare.next-difference': { run: () => step(1), disabled: same },
    'compare.previous-difference': { run: () => step(-1), disabled: same },
    'compare.swap': { run: page.onSwap },
    'compare.leave': { run: page.onLeave },
    'decide.why': { run: () => setAsksWhy(true) },
    'compare.toggle-inline': { run: toggleInline }
  })

  return (
    <div className="compare-view">
      <h1 className="compare-heading">Comparison of two reports</h1>
      <header className="compare-header">
        <ReportCard side="First" {...first} onOpen={() => page.onOpenReport(first.row.report)} />
        <IconCommand id="compare.swap" icon={ArrowLeftRight} />
        <ReportCard side="Second" {...second} onOpen={() => page.onOpenReport(second.row.report)} />
      </header>
      <div className="compare-tools">
        <output>{differenceText(count, at)}</output>
        <IconCommand id="compare.previous-difference" icon={ArrowUp} />
        <IconCommand id="compare.next-difference" icon={ArrowDown} />
        <IconCommand id="compare.toggle-inline" icon={inline ? Rows2 : Columns2} />
        <CommandButton id="decide.why" look="bare">
          {first.row.bucket === second.row.bucket ? 'Why together' : 'Why apart'}
        </CommandButton>
        <span className="view-space" />
        <CommandButton id="compare.leave" look="bare" showKey>
          Leave
        </CommandButton>
      </div>
      <DiffView
        ref={diff}
        original={original}
        modified={modified}
        inline={inline}
        onDifferences={(found) => {
          setCount(found)
          if (found !== count) setAt(null)
        }}
      />
      {asksWhy && (
        <WhyDialog corpus={page.corpus} a={first.row.report} b={second.row.report} onClose={() => setAsksWhy(false)} />
      )}
    </div>
  )
}
