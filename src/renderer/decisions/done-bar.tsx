import { Link, useLocation } from '@tanstack/react-router'
import { Check, X } from 'lucide-react'
import { useEffect } from 'react'
import { useCurrentCorpus } from '../app/current-corpus.ts'
import { CommandButton } from '../components/command-button.tsx'
import { dismissDone, lastAct, useDone } from './done.ts'
import './decisions.css'

/** Milliseconds; undoing stays possible by its key, and on the page of the bucket. */
const shownFor = 60_000

/** What was just decided, with the way back. */
export const DoneBar = () => {
  const corpus = useCurrentCorpus()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const done = useDone((state) => state.done)
  const undoable = useDone(({ acts }) => done?.act !== null && lastAct(acts, corpus) === done?.act)
  useEffect(() => {
    if (!done) return undefined
    const timer = setTimeout(dismissDone, shownFor)
    return () => clearTimeout(timer)
  }, [done])
  useEffect(dismissDone, [corpus])
  return (
    <div className="done-bar" data-shown={done !== null || undefined}>
      <output className="done-text" title={done?.text}>
        {done && (
          <>
            <Check size={15} aria-hidden /> <span>{done.text}</span>
          </>
        )}
      </output>
      {done && corpus && done.bucket !== null && done.act && !path.endsWith(done.bucket) && (
        <Link className="done-link" to="/c/$corpus/buckets/$bucket" params={{ corpus, bucket: done.bucket }}>
          Show the bucket
        </Link>
      )}
      {done && undoable && (
        <CommandButton id="decide.undo" placement="top" showKey>
          Undo
        </CommandButton>
      )}
      {done && (
        <button type="button" className="button button-icon" aria-label="Dismiss" title="Dismiss" onClick={dismissDone}>
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  )
}
