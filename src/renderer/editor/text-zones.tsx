import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react'
import type { editor } from 'monaco-editor/editor'

/** Something of our own under a line of the text, which makes room for it. */
export type TextZone = { readonly id: string; readonly afterLine: number; readonly content: ReactNode }

type Shown = { readonly view: editor.ICodeEditor; readonly model: editor.ITextModel }

/** Where Monaco puts what is out of sight, in pixels. */
const outOfSight = -100_000

const ZoneBox = ({ shown, zone }: { readonly shown: Shown; readonly zone: TextZone }) => {
  const box = useRef<HTMLDivElement>(null)
  const { afterLine } = zone
  const { view, model } = shown
  useEffect(() => {
    const element = box.current
    if (!element || view.getModel() !== model) return undefined
    const space: editor.IViewZone = {
      afterLineNumber: afterLine,
      heightInPx: element.offsetHeight,
      domNode: document.createElement('div'),
      onDomNodeTop: (top) => {
        element.style.top = `${Math.max(top, outOfSight)}px`
      }
    }
    let id = ''
    view.changeViewZones((zones) => {
      id = zones.addZone(space)
    })
    const grown = new ResizeObserver(() => {
      if (space.heightInPx === element.offsetHeight) return
      space.heightInPx = element.offsetHeight
      view.changeViewZones((zones) => zones.layoutZone(id))
    })
    grown.observe(element)
    return () => {
      grown.disconnect()
      if (view.getModel() === model) view.changeViewZones((zones) => zones.removeZone(id))
    }
  }, [view, model, afterLine])
  /** Keys reach what is out of sight too; a zone that just came has its place after the next frame. */
  const comeIntoSight = (): void =>
    void requestAnimationFrame(() => {
      const element = box.current
      if (!element || view.getModel() !== model) return
      const top = Number.parseFloat(element.style.top)
      const { height } = view.getLayoutInfo()
      const beyond = Math.min(top, top + element.offsetHeight - height)
      if (!(top > outOfSight)) {
        // In lines that are folded away the cursor unfolds them.
        view.setPosition({ lineNumber: afterLine, column: 1 })
        view.revealLineInCenter(afterLine)
      } else if (top < 0) view.setScrollTop(view.getScrollTop() + top)
      else if (beyond > 0) view.setScrollTop(view.getScrollTop() + beyond)
    })
  return (
    <div ref={box} className="text-zone" data-zone={zone.id} onFocus={comeIntoSight}>
      {zone.content}
    </div>
  )
}

type Props = { readonly shown: Shown | null; readonly zones: readonly TextZone[] }

/**
 * What stands between the lines of a text. Monaco hides its own zones from keys and screen readers, so that there they
 * only make room, and what is shown lies over them.
 */
export const TextZones = ({ shown, zones }: Props) => {
  const layer = useRef<HTMLDivElement>(null)
  const scroll = useEffectEvent((event: WheelEvent): void => {
    const inner = event.target instanceof Element ? event.target.closest('[data-scrolls]') : null
    if (!shown || (inner && inner.scrollHeight > inner.clientHeight)) return
    event.preventDefault()
    shown.view.setScrollTop(shown.view.getScrollTop() + event.deltaY)
  })
  useEffect(() => {
    const element = layer.current
    if (!shown || !element) return undefined
    const fit = (): void => {
      const { contentLeft, contentWidth, verticalScrollbarWidth } = shown.view.getLayoutInfo()
      element.style.setProperty('--zone-left', `${contentLeft}px`)
      element.style.setProperty('--zone-width', `${contentWidth - verticalScrollbarWidth}px`)
    }
    fit()
    const fitting = shown.view.onDidLayoutChange(fit)
    const wheel = (event: WheelEvent): void => scroll(event)
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      fitting.dispose()
      element.removeEventListener('wheel', wheel)
    }
  }, [shown])
  return (
    <div ref={layer} className="text-zones">
      {shown &&
        zones
          .toSorted((a, b) => a.afterLine - b.afterLine)
          .map((zone) => <ZoneBox key={zone.id} shown={shown} zone={zone} />)}
    </div>
  )
}
