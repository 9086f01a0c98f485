import { useMemo, useState } from 'react'
import { noiseWords, type ComparedFrame, type ComparedStack } from '../../shared/model/comparison.ts'
import { foldedText, frameParts, frameRuns } from './detail-words.ts'
import type { LinePair } from './line-pair.ts'

const marks: Readonly<Record<ComparedFrame['kind'], string>> = {
  same: '=',
  noise: '~',
  different: '≠',
  'only-a': '◂',
  'only-b': '▸'
}

const spoken: Readonly<Record<ComparedFrame['kind'], string>> = {
  same: 'the same',
  noise: 'not counted',
  different: 'differs from',
  'only-a': 'only in A',
  'only-b': 'only in B'
}

const FrameText = ({ side }: { readonly side: ComparedFrame['a'] }) => {
  if (!side) return <span className="frame-side frame-absent" />
  const { before, name, after } = frameParts(side.text, side.function)
  return (
    <span className="frame-side" data-inline={side.inline || undefined}>
      {before}
      <b>{name}</b>
      {after}
    </span>
  )
}

const titleOf = ({ kind, noise, a, b }: ComparedFrame): string =>
  [
    ...(a ? [`A: ${a.text}`] : []),
    ...(b ? [`B: ${b.text}`] : []),
    noise === null ? spoken[kind] : `${spoken[kind]}: ${noiseWords[noise].text}`
  ].join('\n')

type Props = { readonly stack: ComparedStack; readonly onLines: (lines: LinePair) => void }

type RowProps = { readonly frame: ComparedFrame; readonly onLines: Props['onLines'] }

const FrameRow = ({ frame, onLines }: RowProps) => (
  <>
    {frame.parting && (
      <li className="stack-parting">
        <span>The stacks part here</span>
      </li>
    )}
    <li>
      <button
        type="button"
        data-stop
        data-frame
        className="frame-row"
        data-kind={frame.kind}
        title={titleOf(frame)}
        onClick={() => onLines({ a: frame.a?.line ?? null, b: frame.b?.line ?? null })}
      >
        <FrameText side={frame.a} />
        <span className="frame-mark" aria-hidden>
          {marks[frame.kind]}
        </span>
        <span className="visually-hidden"> {spoken[frame.kind]} </span>
        <FrameText side={frame.b} />
      </button>
    </li>
  </>
)

/**
 * Two stacks frame by frame, the crash first, with a line where they part. Frames that are equal far from any difference
 * are folded; a frame leads to its lines.
 */
export const StackPair = ({ stack, onLines }: Props) => {
  const [unfolded, setUnfolded] = useState<readonly number[]>([])
  const runs = useMemo(() => frameRuns(stack.frames), [stack.frames])
  return (
    <ol className="stack-pair">
      {runs.map(({ first, frames, folded }) =>
        folded && !unfolded.includes(first) ? (
          <li key={first}>
            <button
              type="button"
              data-stop
              className="frames-folded"
              aria-expanded={false}
              onClick={() => setUnfolded([...unfolded, first])}
            >
              <span>{foldedText(frames)}</span>
              <span>{frames.map(({ a, b }) => (a ?? b)?.function).join(' < ')}</span>
            </button>
          </li>
        ) : (
          // Frames never change their order, and a function may stand in a stack twice.
          // oxlint-disable-next-line react/no-array-index-key
          frames.map((frame, index) => <FrameRow key={`${first} ${index}`} frame={frame} onLines={onLines} />)
        )
      )}
    </ol>
  )
}
