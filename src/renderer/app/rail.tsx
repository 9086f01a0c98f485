import { useLocation } from '@tanstack/react-router'
import { Contrast, FileText, History, House, Inbox, Keyboard, Layers, Search } from 'lucide-react'
import { CommandButton } from '../components/command-button.tsx'

const size = 18

/** The way between the views, always in the same place. */
export const Rail = () => {
  const path = useLocation({ select: ({ pathname }) => pathname })
  const at = (part: string): boolean => new RegExp(`^/c/[^/]+/${part}`).test(path)
  return (
    <nav className="rail" aria-label="Views">
      <CommandButton id="go.start" look="icon" placement="right" current={path === '/'}>
        <House size={size} aria-hidden />
      </CommandButton>
      <CommandButton id="go.buckets" look="icon" placement="right" current={at('buckets')}>
        <Layers size={size} aria-hidden />
      </CommandButton>
      <CommandButton id="go.reports" look="icon" placement="right" current={at('reports') || at('compare')}>
        <FileText size={size} aria-hidden />
      </CommandButton>
      <CommandButton id="go.imports" look="icon" placement="right" current={at('imports')}>
        <Inbox size={size} aria-hidden />
      </CommandButton>
      <CommandButton id="go.activity" look="icon" placement="right" current={at('activity')}>
        <History size={size} aria-hidden />
      </CommandButton>
      <span className="rail-space" />
      <CommandButton id="window.palette" look="icon" placement="right">
        <Search size={size} aria-hidden />
      </CommandButton>
      <CommandButton id="window.theme-next" look="icon" placement="right">
        <Contrast size={size} aria-hidden />
      </CommandButton>
      <CommandButton id="window.keys" look="icon" placement="right">
        <Keyboard size={size} aria-hidden />
      </CommandButton>
    </nav>
  )
}
