import { ChevronDown, ChevronRight } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { OutlineGroup, OutlineItem } from './outline-group.ts'
import { OutlineItemView } from './outline-item.tsx'
import './outline.css'

type Props = {
  readonly groups: readonly OutlineGroup[]
  /** The items on the cursor's line, the one to show first. */
  readonly current: readonly string[]
  readonly onOpen: (item: OutlineItem) => void
}

type Stop = { readonly id: string; readonly group: OutlineGroup; readonly item: OutlineItem | null }

const elementIn = (root: HTMLElement | null, id: string): HTMLElement | null =>
  root?.querySelector<HTMLElement>(`[data-outline-id="${CSS.escape(id)}"]`) ?? null

/**
 * The structured data of a report as a tree of one tab stop: up and down go through what is shown, left and right
 * close and open groups, Enter goes to the line.
 */
export const OutlineTree = ({ groups, current, onOpen }: Props) => {
  const prefix = useId()
  const root = useRef<HTMLDivElement>(null)
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const first = current[0] ?? null
  const [stop, setStop] = useState(first)
  const [followed, setFollowed] = useState(current)
  if (followed !== current) {
    setFollowed(current)
    if (stop === null || !current.includes(stop)) setStop(first ?? stop)
  }
  const isOpen = (group: OutlineGroup): boolean => toggled.get(group.id) ?? group.open
  const stops = useMemo<readonly Stop[]>(
    () =>
      groups.flatMap((group) => [
        { id: group.id, group, item: null },
        ...((toggled.get(group.id) ?? group.open) ? group.items.map((item) => ({ id: item.id, group, item })) : [])
      ]),
    [groups, toggled]
  )
  const tabStop = [stop, first].find((id) => stops.some((other) => other.id === id)) ?? stops[0]?.id ?? null

  const element = (id: string): HTMLElement | null => elementIn(root.current, id)

  useEffect(() => {
    // What the person chose here stays where it is.
    const shown = current.find((id) => elementIn(root.current, id)?.contains(document.activeElement)) ?? current[0]
    if (shown !== undefined) elementIn(root.current, shown)?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const setOpen = (group: OutlineGroup, open: boolean): void =>
    setToggled((before) => new Map(before).set(group.id, open))

  const go = (target: Stop | undefined): void => {
    if (!target) return
    setStop(target.id)
    element(target.id)?.focus()
  }

  const activate = ({ group, item }: Stop): void => {
    if (item) onOpen(item)
    else setOpen(group, !isOpen(group))
  }

  const onClick = ({ target }: MouseEvent): void => {
    const id = target instanceof Element ? target.closest('[data-outline-id]')?.getAttribute('data-outline-id') : null
    const clicked = stops.find((other) => other.id === id)
    if (clicked) activate(clicked)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = stops.findIndex(({ id }) => id === tabStop)
    const here = stops[at]
    if (!here) return
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(stops[at + 1]),
      ArrowUp: () => go(stops[at - 1]),
      Home: () => go(stops[0]),
      End: () => go(stops.at(-1)),
      ArrowRight: () => (here.item || isOpen(here.group) ? go(stops[at + 1]) : setOpen(here.group, true)),
      ArrowLeft: () => (here.item ? go(stops.find(({ id }) => id === here.group.id)) : setOpen(here.group, false)),
      Enter: () => activate(here),
      ' ': () => activate(here)
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  return (
    <div
      className="outline-tree"
      role="tree"
      tabIndex={-1}
      aria-label="Outline"
      ref={root}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {groups.map((group) => (
        <div key={group.id} className="outline-group" role="none">
          <div
            className="outline-heading"
            role="treeitem"
            aria-level={1}
            aria-expanded={isOpen(group)}
            aria-selected={false}
            aria-owns={isOpen(group) ? `${prefix}-${group.id}` : undefined}
            data-outline-id={group.id}
            tabIndex={tabStop === group.id ? 0 : -1}
            onFocus={() => setStop(group.id)}
          >
            {isOpen(group) ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
            <span className="outline-title">{group.title}</span>
            <span className="outline-summary" title={group.summary}>
              {group.summary}
            </span>
          </div>
          {isOpen(group) && (
            <fieldset id={`${prefix}-${group.id}`} className={`outline-items outline-${group.layout}`}>
              {group.items.map((item) => (
                <div
                  key={item.id}
                  className="outline-item"
                  data-wide={item.kind === 'register' && item.value.length > 17 ? '' : undefined}
                  role="treeitem"
                  aria-level={2}
                  aria-selected={current.includes(item.id)}
                  data-outline-id={item.id}
                  tabIndex={tabStop === item.id ? 0 : -1}
                  onFocus={() => setStop(item.id)}
                >
                  <OutlineItemView item={item} />
                </div>
              ))}
            </fieldset>
          )}
        </div>
      ))}
    </div>
  )
}
