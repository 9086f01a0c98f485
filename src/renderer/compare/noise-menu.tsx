import { ListFilter } from 'lucide-react'
import { useRef, useState } from 'react'
import { Dialog, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { noiseClasses, noiseWords, type Comparison, type NoiseClass } from '../../shared/model/comparison.ts'
import { useCommands } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { CommandKeys } from '../components/keys.tsx'
import { count, counted } from '../components/quantities.ts'
import { heed, noiseWithin, useHeeded } from './heeded.ts'

type Props = { readonly ignored: Comparison['ignored'] }

/** What is set aside, by class with how often; each can be counted as a difference again. */
export const NoiseMenu = ({ ignored }: Props) => {
  const heeded = useHeeded((state) => state.heeded)
  const anchor = useRef<HTMLSpanElement>(null)
  const [open, setOpen] = useState(false)
  const aside = noiseClasses.filter((one) => ignored[one] !== undefined)
  const shown = noiseClasses.filter((one) => aside.includes(one) || heeded.includes(one))

  useCommands({
    'compare.choose-noise': {
      run: () => setOpen(true),
      disabled: shown.length > 0 ? undefined : 'Nothing was set aside.'
    },
    'compare.toggle-noise': { run: () => heed(heeded.length > 0 ? [] : noiseWithin) }
  })

  const label =
    heeded.length === 0
      ? `${counted(aside.length, 'kind')} of noise set aside`
      : heeded.length === noiseClasses.length
        ? 'Every difference counts'
        : noiseWithin.length === heeded.length && noiseWithin.every((one) => heeded.includes(one))
          ? 'All but times and prefixes counts'
          : `${count(aside.length)} set aside, ${count(heeded.length)} counted`
  const countOf = (one: NoiseClass): string => (heeded.includes(one) ? 'counted' : count(ignored[one] ?? 0))
  return (
    <span ref={anchor} className="noise-menu-anchor">
      <CommandButton id="compare.choose-noise" look="bare" showKey>
        <ListFilter size={15} aria-hidden />
        {label}
      </CommandButton>
      <Popover
        className="noise-popover"
        triggerRef={anchor}
        isOpen={open}
        onOpenChange={setOpen}
        placement="bottom start"
        offset={4}
      >
        <Dialog className="noise-dialog" aria-label="What counts as a difference">
          <p className="noise-help">
            Chosen ones count as differences. <CommandKeys id="compare.toggle-noise" /> outside this list switches all
            but times and prefixes.
          </p>
          <ListBox
            className="noise-list"
            aria-label="Kinds of noise"
            // A list that asks one thing is opened to answer it.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus="first"
            selectionMode="multiple"
            escapeKeyBehavior="none"
            selectedKeys={heeded}
            onSelectionChange={(keys) => heed(keys === 'all' ? noiseClasses : keys)}
          >
            {shown.map((one) => (
              <ListBoxItem key={one} id={one} className="noise-item" textValue={noiseWords[one].name}>
                <span className="noise-box" aria-hidden />
                <span>{noiseWords[one].name}</span>
                <span className="noise-count">{countOf(one)}</span>
                <span className="item-help">{noiseWords[one].text}</span>
              </ListBoxItem>
            ))}
          </ListBox>
        </Dialog>
      </Popover>
    </span>
  )
}
