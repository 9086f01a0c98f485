import { Link, useLocation } from '@tanstack/react-router'
import { Check, X } from 'lucide-react'
import { useEffect } from 'react'
import type { CorpusId } from '../../shared/model/ids.ts'
import { useCurrentCorpus } from '../app/current-corpus.ts'
import { CommandButton } from '../components/command-button.tsx'
import { useRead } from '../engine/engine.tsx'
import { dismissDone, useDone, type Done } from './done.ts'
import './decisions.css'

/** Milliseconds; undoing stays possible by its key, and on the activity page. */
const shownFor = 60_000

/** The way back is offered while it is the last thing that was done: the key undoes that one. */
const UndoLast = ({ corpus, done }: { readonly corpus: CorpusId; readonly done: Done }) => {
  const head = useRead('activity.list', { corpus, page: { offset: 0, limit: 1 } }).data
  const undo = done.act?.undo
  const isLast =
    undo?.kind === 'regrouping' ||
    (undo?.kind === 'gestures' && head?.undo != null && undo.gestures.includes(head.undo.gesture))
  if (isLast) {
    return (
      <CommandButton id="edit.undo" placement="top" showKey>
        Undo
      </CommandButton>
    )
  }
  return done.again && head?.redo != null ? (
    <CommandButton id="edit.redo" placement="top" showKey>
      Redo
    </CommandButton>
  ) : null
}

/** What was just decided, with the way back. */
export const DoneBar = () => {
  const corpus = useCurrentCorpus()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const done = useDone((state) => state.done)
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
      {done && corpus && <UndoLast corpus={corpus} done={done} />}
      {done && (
        <button type="button" className="button button-icon" aria-label="Dismiss" title="Dismiss" onClick={dismissDone}>
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  )
}
