import { Search, X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useCommands } from '../commands/registry.ts'
import { CommandKeys } from '../components/keys.tsx'
import { holdBusy } from '../engine/idle.ts'

type Props = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void }

/** Milliseconds after the last key until the list is asked. */
const pause = 150

/** What a list is filtered by. The text goes into the URL once typing pauses; Enter and Down go on to the list. */
export const FilterBox = ({ label, value, onChange }: Props) => {
  const [typed, setTyped] = useState(value)
  const input = useRef<HTMLInputElement>(null)
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
        placeholder={label}
        value={typed}
        maxLength={1000}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'ArrowDown') leave()
          else if (event.key === 'Escape' && typed !== '') setTyped('')
          else if (event.key === 'Escape') leave()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {typed === '' ? (
        <CommandKeys id="list.filter" />
      ) : (
        <button type="button" className="filter-clear" aria-label="Clear the filter" onClick={() => setTyped('')}>
          <X size={14} aria-hidden />
        </button>
      )}
    </search>
  )
}
