import type { ReactNode } from 'react'
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels'
import { keptStorage } from './kept.ts'
import { keepPaneWidth, paneWidth } from './pane-widths.ts'

/** `size` is the usual width, `least` the smallest, both in pixels. */
type Side = { readonly content: ReactNode; readonly label: string; readonly size: number; readonly least: number }
type Props = {
  /** Names the split among those that are remembered. */
  readonly id: string
  readonly before?: Side | null
  readonly after?: Side | null
  readonly children: ReactNode
}

/** A view with panels beside it; their widths, in pixels, are the person's and are remembered. */
export const Split = ({ id, before, after, children }: Props) => {
  const beforePanel = usePanelRef()
  const afterPanel = usePanelRef()
  const keep = (): void => {
    if (before) keepPaneWidth(keptStorage, id, 'before', beforePanel.current?.getSize().inPixels)
    if (after) keepPaneWidth(keptStorage, id, 'after', afterPanel.current?.getSize().inPixels)
  }
  return (
    <Group
      className="split"
      // What a narrow window makes of a width is not what the person chose.
      onLayoutChanged={(_, { isUserInteraction }) => {
        if (isUserInteraction) keep()
      }}
    >
      {before && (
        <>
          <Panel
            id="before"
            panelRef={beforePanel}
            defaultSize={paneWidth(keptStorage, id, 'before', before.size)}
            minSize={before.least}
            maxSize="40%"
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
            panelRef={afterPanel}
            defaultSize={paneWidth(keptStorage, id, 'after', after.size)}
            minSize={after.least}
            maxSize="50%"
            groupResizeBehavior="preserve-pixel-size"
          >
            {after.content}
          </Panel>
        </>
      )}
    </Group>
  )
}
