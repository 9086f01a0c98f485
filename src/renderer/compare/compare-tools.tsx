import {
  ArrowDown,
  ArrowLeftRight,
  ArrowUp,
  Columns2,
  Copy,
  Download,
  FileText,
  PanelTop,
  Quote,
  Rows2,
  ScanText,
  SkipForward
} from 'lucide-react'
import type { Comparison } from '../../shared/model/comparison.ts'
import { CommandButton } from '../components/command-button.tsx'
import { IconCommand } from '../report/icon-command.tsx'
import { countsText, differenceText } from './differences.ts'
import { NoiseMenu } from './noise-menu.tsx'
import { OthersMenu } from './others-menu.tsx'

type Props = {
  readonly comparison: Comparison
  /** The difference shown, from 0. */
  readonly at: number | null
  readonly differences: number
  readonly inline: boolean
  /** The texts are those of the whole logs. */
  readonly whole: boolean
  /** Both crashes are in one log. */
  readonly oneLog: boolean
  readonly cut: boolean
  /** Another comparison is on its way. */
  readonly comparing: boolean
}

/** What is done with the two texts. */
export const CompareTools = ({ comparison, at, differences, inline, whole, oneLog, cut, comparing }: Props) => {
  return (
    <div className="compare-tools" role="toolbar" aria-label="Comparison">
      {whole && (
        <span className="compare-whole" title={oneLog ? 'A and B are in the same log.' : undefined}>
          {oneLog ? 'One log:' : 'Whole logs:'}
        </span>
      )}
      <output className="compare-place">{differenceText(differences, at)}</output>
      <IconCommand id="compare.previous-difference" icon={ArrowUp} />
      <IconCommand id="compare.next-difference" icon={ArrowDown} />
      <span className="compare-counts">{countsText(comparison.counts)}</span>
      {cut && <span className="compare-cut">The first 48 MiB of each log</span>}
      <NoiseMenu ignored={comparison.ignored} />
      {comparing && <output className="compare-busy">Comparing</output>}
      <span className="view-space" />
      <IconCommand id="compare.toggle-details" icon={PanelTop} />
      <IconCommand id="compare.toggle-whole" icon={whole ? FileText : ScanText} />
      <IconCommand id="compare.toggle-inline" icon={inline ? Rows2 : Columns2} />
      <IconCommand id="compare.swap" icon={ArrowLeftRight} />
      <IconCommand id="compare.next-similar" icon={SkipForward} />
      <OthersMenu />
      <IconCommand id="compare.quote" icon={Quote} />
      <IconCommand id="compare.copy" icon={Copy} />
      <IconCommand id="compare.export" icon={Download} />
      <CommandButton id="compare.leave" look="bare" showKey>
        Leave
      </CommandButton>
    </div>
  )
}
