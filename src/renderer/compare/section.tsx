import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { keep, kept } from '../app/kept.ts'

type Props = {
  /** Names it among those whose folding is remembered. */
  readonly id: string
  readonly title: string
  /** What it would say in a few words. */
  readonly summary: string
  /** Whether it is open until the person folds it. */
  readonly usual?: boolean
  readonly children: ReactNode
}

/** A part that folds; how it was left is remembered. */
export const Section = ({ id, title, summary, usual = false, children }: Props) => {
  const heading = useId()
  const key = `oopsdesk.compare-section.${id}`
  const [open, setOpen] = useState(() => (kept(key) ?? (usual ? 'open' : 'closed')) === 'open')
  const toggle = (): void => {
    keep(key, open ? 'closed' : 'open')
    setOpen(!open)
  }
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <section className="compare-section" aria-labelledby={heading}>
      <h2>
        <button type="button" data-stop className="compare-section-toggle" aria-expanded={open} onClick={toggle}>
          <Chevron size={14} aria-hidden />
          <span id={heading} className="compare-section-title" title={title}>
            {title}
          </span>
          <span className="compare-section-summary">{summary}</span>
        </button>
      </h2>
      {open && children}
    </section>
  )
}
