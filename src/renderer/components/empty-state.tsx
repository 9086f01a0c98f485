import type { ReactNode } from 'react'

/** An empty view: one sentence, and the one act that fills it. */
export const EmptyState = ({ text, children }: { readonly text: string; readonly children?: ReactNode }) => (
  <div className="empty-state">
    <p>{text}</p>
    {children}
  </div>
)
