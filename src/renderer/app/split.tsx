import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'

type Side = { readonly content: ReactNode; readonly label: string; readonly size: number; readonly least: number }
type Props = {
  /** Names the split among those that are remembered. */
  readonly id: string
  readonly before?: Side | null
  readonly after?: Side | null
  readonly children: ReactNode
}

/** A view with panels beside it; their widths, in pixels at first, are the person's and are remembered. */
export const Split = ({ id, before, after, children }: Props) => {
  const panelIds = [...(before ? ['before'] : []), 'main', ...(after ? ['after'] : [])]
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `oopsdesk.split.${id}`,
    panelIds,
    storage: localStorage
  })
  return (
    <Group className="split" defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged}>
      {before && (
        <>
          <Panel
            id="before"
            defaultSize={before.size}
            minSize={before.least}
            maxSize="45%"
            groupResizeBehavior="preserve-pixel-size"
          >
            {before.content}
          </Panel>
          <Separator className="split-handle" aria-label={`Width of ${before.label}`} />
        </>
      )}
      <Panel id="main" minSize={320}>
        {children}
      </Panel>
      {after && (
        <>
          <Separator className="split-handle" aria-label={`Width of ${after.label}`} />
          <Panel
            id="after"
            defaultSize={after.size}
            minSize={after.least}
            maxSize="60%"
            groupResizeBehavior="preserve-pixel-size"
          >
            {after.content}
          </Panel>
        </>
      )}
    </Group>
  )
}
