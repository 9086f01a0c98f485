import { useMemo, useRef, useState } from 'react'
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels'
import type { ComparedPair, ComparedSide, NoiseClass } from '../../shared/model/comparison.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { keep, kept, keptStorage } from '../app/kept.ts'
import { isLow } from '../app/narrow.ts'
import { usePageTitle } from '../app/page-title.ts'
import { keepPaneWidth, paneWidth } from '../app/pane-widths.ts'
import { useCommands } from '../commands/registry.ts'
import { DiffView, type DiffHandle } from '../editor/diff-view.tsx'
import type { Lines } from '../editor/own-diff.ts'
import { About } from './about.tsx'
import { ActDialogs } from './act-dialogs.tsx'
import { CompareTools } from './compare-tools.tsx'
import { Details } from './details.tsx'
import { diffMarks } from './diff-marks.ts'
import { stepped } from './differences.ts'
import { ExportDialog } from './export-dialog.tsx'
import type { LinePair } from './line-pair.ts'
import { toggleWhole } from './heeded.ts'
import { linesOf } from './side-lines.ts'
import { sideText } from './side-text.ts'
import { keyOf, type Side } from './sides.ts'
import { TextCommands } from './text-commands.tsx'
import { useActs } from './use-acts.ts'
import { useOutput } from './use-output.ts'
import { useOthers } from './use-others.ts'

type Props = {
  readonly corpus: CorpusId
  readonly a: Side
  readonly b: Side
  readonly pair: ComparedPair
  /** Classes of noise that count in the comparison that is shown. */
  readonly heeded: readonly NoiseClass[]
  /** The texts are those of the whole logs. */
  readonly whole: boolean
  /** A log goes on behind what is compared of it. */
  readonly cut: boolean
  /** The comparison shown is that of before; another is on its way. */
  readonly comparing: boolean
}

const inlineKey = 'oopsdesk.compare-inline'
/** Pixels: the verdict, and what the stacks have in common down to where they part. The text has the rest. */
const usualDetails = 360

/** A raw line where the text shows it. */
const shownLine = (line: number | null, { firstLine }: ComparedSide): Lines | undefined =>
  line === null ? undefined : { from: line - firstLine + 1, to: line - firstLine + 2 }

const marked = (side: ComparedSide) => ({ firstLine: side.firstLine, lines: linesOf(side) })

/** Two crashes side by side: what is known of both, and their texts. */
export const ComparedPairView = ({ corpus, a, b, pair, heeded, whole, cut, comparing }: Props) => {
  const diff = useRef<DiffHandle>(null)
  const about = usePanelRef()
  const sections = useRef<HTMLElement>(null)
  const [inline, setInline] = useState(() => kept(inlineKey) === 'yes')
  const [place, setPlace] = useState<{ readonly of: string; readonly at: number | null }>({ of: '', at: null })
  usePageTitle(`${pair.a.report.title} and ${pair.b.report.title}`)

  // Another choice of what counts gives other marks on the same text.
  const [shownA, shownB] = [useSame(pair.a), useSame(pair.b)]
  const original = useMemo(() => sideText(shownA), [shownA])
  const modified = useMemo(() => sideText(shownB), [shownB])
  const marks = useMemo(
    () => diffMarks({ a: marked(shownA), b: marked(shownB), comparison: pair.comparison }, heeded),
    [shownA, shownB, pair.comparison, heeded]
  )

  const start = useMemo(
    () =>
      whole ? { a: shownLine(shownA.report.startLine, shownA), b: shownLine(shownB.report.startLine, shownB) } : {},
    [whole, shownA, shownB]
  )

  // Other texts, or another choice of what counts, have other differences.
  const compared = [keyOf(a), keyOf(b), whole, ...heeded].join(' ')
  const at = place.of === compared ? place.at : null
  const hunks = marks.hunks
  const step = (by: 1 | -1): void => {
    const target = stepped(hunks.length, at, by)
    setPlace({ of: compared, at: target })
    const hunk = target === null ? undefined : hunks[target]
    if (hunk) diff.current?.show(hunk)
  }
  const show = ({ a: lineA, b: lineB }: LinePair): void => {
    const [linesA, linesB] = [shownLine(lineA, pair.a), shownLine(lineB, pair.b)]
    diff.current?.show({ ...(linesA ? { a: linesA } : {}), ...(linesB ? { b: linesB } : {}) })
  }
  const walk = (by: 1 | -1): void => {
    const frames = [...(sections.current?.querySelectorAll<HTMLButtonElement>('[data-frame]') ?? [])]
    const current = frames.findIndex((frame) => frame.dataset['current'] === 'true')
    for (const frame of frames) delete frame.dataset['current']
    const next = frames[Math.max(0, Math.min(frames.length - 1, current + by))]
    if (!next) return
    next.dataset['current'] = 'true'
    next.scrollIntoView({ block: 'nearest' })
    next.click()
  }
  const toggleInline = (): void => {
    keep(inlineKey, inline ? 'no' : 'yes')
    setInline(!inline)
  }
  const toggleDetails = (): void => {
    if (about.current?.isCollapsed() === true) about.current.expand()
    else about.current?.collapse()
  }

  const same = hunks.length === 0 ? 'Nothing that counts differs.' : undefined
  useCommands({
    'compare.next-difference': { run: () => step(1), disabled: same },
    'compare.previous-difference': { run: () => step(-1), disabled: same },
    'compare.find': { run: () => diff.current?.find() },
    'compare.toggle-inline': { run: toggleInline },
    'compare.toggle-details': { run: toggleDetails },
    'compare.toggle-whole': { run: toggleWhole },
    'compare.next-frame': { run: () => walk(1) },
    'compare.previous-frame': { run: () => walk(-1) }
  })
  const acts = useActs({ corpus, a, b, pair, hunk: at })
  const output = useOutput({ corpus, a, b, comparing })
  useOthers({ corpus, a, b, pair })

  return (
    <div className="compare-view" aria-busy={comparing || undefined}>
      <h1 className="compare-heading">Comparison of two reports</h1>
      {pair.a.row && <TextCommands corpus={corpus} against={{ kind: 'report', report: pair.a.row.report }} />}
      {!pair.a.row && pair.b.row && (
        <TextCommands corpus={corpus} against={{ kind: 'report', report: pair.b.row.report }} />
      )}
      <Group
        className="split"
        orientation="vertical"
        onLayoutChanged={(_, { isUserInteraction }) => {
          if (isUserInteraction) keepPaneWidth(keptStorage, 'compare', 'about', about.current?.getSize().inPixels)
        }}
      >
        <Panel
          id="about"

          panelRef={about}
          collapsible
          collapsedSize={0}
          defaultSize={isLow() ? '44%' : paneWidth(keptStorage, 'compare', 'about', usualDetails)}
          minSize={64}
          maxSize="75%"
          groupResizeBehavior="preserve-pixel-size"
        >
          <section ref={sections} className="compare-scroller" aria-label="What is known of both">
            <About corpus={corpus} a={a} b={b} pair={pair} onWhy={acts.askWhy} />
            <Details pair={pair} onLines={show} />
          </section>
        </Panel>
        <Separator className="split-handle split-handle-flat" aria-label="Height of what is known of both" />
        <Panel id="text" minSize={120}>
          <div className="compare-text">
            <CompareTools
              comparison={pair.comparison}
              at={at}
              differences={hunks.length}
              inline={inline}
              whole={whole}
              oneLog={pair.a.row !== null && pair.a.row.log === pair.b.row?.log}
              cut={cut}
              comparing={comparing}
            />
            <DiffView
              ref={diff}
              original={original}
              modified={modified}
              changes={marks.changes}
              faint={marks.faint}
              hunks={hunks}
              start={start}
              inline={inline}
              names={{ a: `A, ${pair.a.name}`, b: `B, ${pair.b.name}` }}
            />
          </div>
        </Panel>
      </Group>
      <ActDialogs corpus={corpus} pair={pair} acts={acts} />
      <ExportDialog output={output} />
    </div>
  )
}

/** The side as it was drawn last, for as long as it is the same text. */
const useSame = (side: ComparedSide): ComparedSide => {
  const [last, setLast] = useState(side)
  const same =
    last === side ||
    (last.name === side.name &&
      last.row?.report === side.row?.report &&
      last.firstLine === side.firstLine &&
      last.text === side.text)
  if (!same) setLast(side)
  return same ? last : side
}
