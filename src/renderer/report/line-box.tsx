import { useState, type KeyboardEvent, type Ref } from 'react'

type Props = {
  /** Line of the raw log that one is at, and how many it has. */
  readonly line: number
  readonly lineCount: number
  readonly onLine: (line: number) => void
  /** The person is done here, and goes on reading. */
  readonly onDone: () => void
  readonly ref?: Ref<HTMLInputElement> | undefined
}

/** The line one is at, and the way to another: type its number, press Enter. */
export const LineBox = ({ line, lineCount, onLine, onDone, ref }: Props) => {
  const [typed, setTyped] = useState<string | null>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    const wanted = Number.parseInt(typed ?? '', 10)
    if (event.key === 'Enter' && wanted >= 1) onLine(Math.min(wanted, lineCount))
    setTyped(null)
    onDone()
  }
  return (
    <label className="line-box">
      Line
      <input
        ref={ref}
        inputMode="numeric"
        value={typed ?? String(line)}
        size={Math.max(3, String(lineCount).length)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
        onKeyDown={onKeyDown}
      />
      of {lineCount}
    </label>
  )
}
