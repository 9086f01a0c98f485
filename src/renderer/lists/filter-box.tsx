import { Search, X } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import type { Completion } from '../../shared/query/complete-filter.ts'
import { useCommands } from '../commands/registry.ts'
import { CommandKeys } from '../components/keys.tsx'
import { holdBusy } from '../engine/idle.ts'
import { completionId, FilterCompletions } from './filter-completions.tsx'

type Props = {
  readonly label: string
  /** What can be typed, shown while nothing is. */
  readonly hint: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** What can be typed on at a caret. */
  readonly completionsAt?: (text: string, caret: number) => readonly Completion[]
}

/** Milliseconds after the last key until the list is asked. */
const pause = 150

const none: readonly Completion[] = []

/**
 * What a list is filtered by. The text goes into the URL once typing pauses; Enter and Down go on to the list. Where
 * something can be completed, Down chooses, and Tab takes the first.
 */
export const FilterBox = ({ label, hint, value, onChange, completionsAt }: Props) => {
  const id = useId()
  const [typed, setTyped] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  /** Where the caret was when it was typed last; null while nothing is offered. */
  const [caret, setCaret] = useState<number | null>(null)
  const [at, setAt] = useState(-1)
  const completions = caret === null ? none : (completionsAt?.(typed, caret) ?? none)
  const change = useEffectEvent(onChange)
  /** What the URL has or will have because of us; any other value came from outside, by back or a link. */
  const given = useRef(value)

  useEffect(() => {
    if (value === given.current) return
    given.current = value
    setTyped(value)
  }, [value])

  useEffect(() => {
    if (typed === given.current) return undefined
    const release = holdBusy()
    const timer = setTimeout(() => {
      release()
      given.current = typed
      change(typed)
    }, pause)
    return () => {
      clearTimeout(timer)
      release()
    }
  }, [typed])

  useCommands({
    'list.filter': {
      run: () => {
        input.current?.focus()
        input.current?.select()
      }
    }
  })

  const offer = (text: string, place: number | null): void => {
    setTyped(text)
    setCaret(place)
    setAt(-1)
  }
  const pick = ({ text, caret: place }: Completion): void => {
    flushSync(() => offer(text, place))
    input.current?.setSelectionRange(place, place)
  }
  /** Whether the key was about what is offered. */
  const completed = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const { length } = completions
    const one = completions[Math.max(at, 0)]
    if (!one) return false
    if (key === 'ArrowDown') setAt((at + 1) % length)
    else if (key === 'ArrowUp') setAt(at <= 0 ? length - 1 : at - 1)
    else if ((key === 'Tab' && !shiftKey) || (key === 'Enter' && at >= 0)) pick(one)
    else if (key === 'Escape') offer(typed, null)
    else return false
    return true
  }

  const leave = (): void => {
    const list = document.querySelector<HTMLElement>('[role=grid]')
    if (list) list.focus()
    else input.current?.blur()
  }

  return (
    <search className="filter-box">
      <Search size={14} aria-hidden />
      <input
        ref={input}
        type="text"
        aria-label={label}
        placeholder={hint}
        {...(completionsAt
          ? {
              role: 'combobox',
              'aria-autocomplete': 'list',
              'aria-expanded': completions.length > 0,
              'aria-controls': id,
              'aria-activedescendant': at < 0 ? undefined : completionId(id, at)
            }
          : {})}
        value={typed}
        maxLength={1000}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => offer(target.value, target.selectionStart)}
        onBlur={() => setCaret(null)}
        onKeyDown={(event) => {
          // Enter and the arrows then choose what an input method offers.
          if (event.nativeEvent.isComposing) return
          if (!completed(event)) {
            if (event.key === 'Enter' || event.key === 'ArrowDown') leave()
            else if (event.key === 'Escape' && typed !== '') offer('', null)
            else if (event.key === 'Escape') leave()
            else return
          }
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {completions.length > 0 && <FilterCompletions id={id} completions={completions} at={at} onPick={pick} />}
      {typed === '' ? (
        <CommandKeys id="list.filter" />
      ) : (
        <button type="button" className="filter-clear" aria-label="Clear the filter" onClick={() => offer('', null)}>
          <X size={14} aria-hidden />
        </button>
      )}
    </search>
  )
}
