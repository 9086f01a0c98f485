import { useEffect, useEffectEvent, useState } from 'react'
import type { ReportId } from '../../shared/model/ids.ts'

/** How long the cursor rests on a line before the address of the view says so, in milliseconds. */
const settleTime = 150

/**
 * The raw line that the person is at. It moves at once and tells `onLine` when it rests; a `line` from outside (a link,
 * back and forward) moves it, its own echo does not.
 */
export const useCursor = (
  report: ReportId,
  line: number | null,
  home: number,
  onLine: (line: number) => void
): readonly [number, (line: number) => void] => {
  const [cursor, setCursor] = useState(line ?? home)
  const [seen, setSeen] = useState({ line, report })
  const [moved, setMoved] = useState<{ readonly report: ReportId; readonly line: number } | null>(null)
  const [told, setTold] = useState<number | null>(null)
  if (seen.line !== line || seen.report !== report) {
    setSeen({ line, report })
    const echo = line !== null && line === told && seen.report === report
    if (echo) setTold(null)
    else setCursor(line ?? home)
  }

  const tell = useEffectEvent(onLine)
  useEffect(() => {
    if (moved === null || moved.report !== report) return
    const timer = setTimeout(() => {
      setMoved(null)
      setTold(moved.line)
      tell(moved.line)
    }, settleTime)
    return () => clearTimeout(timer)
  }, [moved, report])

  const move = (to: number): void => {
    setCursor(to)
    setMoved({ report, line: to })
  }
  return [cursor, move]
}
