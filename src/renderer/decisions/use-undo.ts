import { useQueryClient } from '@tanstack/react-query'
import type { ActivityRow } from '../../shared/model/act.ts'
import { failureText, type Failure } from '../../shared/model/failure.ts'
import type { CorpusId, GestureId } from '../../shared/model/ids.ts'
import { success, type Result } from '../../shared/model/result.ts'
import { addNotice } from '../app/window-state.ts'
import { useEngine } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'
import { invalidateCorpus } from '../engine/watch-corpus.ts'
import { forgetRegrouping, gesturesWith, lastRegrouping, sayDone, useDone } from './done.ts'
import { undoneText } from './undo-words.ts'

export type Undo = {
  /** Takes back what was done last in this corpus, by whatever window or command. */
  readonly undo: () => void
  /** Does again what was taken back last. */
  readonly redo: () => void
  readonly takeBack: (gesture: GestureId) => Promise<void>
  readonly doAgain: (gesture: GestureId) => Promise<void>
}

const say = (failure: Failure): void => {
  const { message, remedy } = failureText(failure)
  addNotice(message, remedy)
}

/** One after the other, however fast the keys come. */
let last: Promise<unknown> = Promise.resolve()
const inTurn = (work: () => Promise<void>): Promise<void> => {
  const next = last.then(work, work)
  last = next
  return whileBusy(next)
}

/** Undo and redo of everything that people do. The engine knows what was done; of regroupings alone this window does. */
export const useUndo = (corpus: CorpusId): Undo => {
  const client = useEngine()
  const queries = useQueryClient()

  const finish = (text: string, again: boolean): Promise<void> => {
    sayDone(text, again)
    return invalidateCorpus(queries, corpus)
  }

  /** Takes a regrouping back where nothing was done since; answers whether it did. */
  const undoRegrouping = async (): Promise<boolean> => {
    const regrouping = lastRegrouping(useDone.getState().acts, corpus)
    if (!regrouping) return false
    const head = await client.call('activity.list', { corpus, page: { offset: 0, limit: 1 } })
    if (!head.ok || (head.value.undo !== null && head.value.undo.time > regrouping.made)) return false
    const answer = await client.call('regrouping.undo', { corpus })
    if (answer.ok) {
      forgetRegrouping(corpus)
      await finish(`Undone: ${regrouping.text}`, false)
    } else say(answer.failure)
    return true
  }

  const take = async (gesture: GestureId | null): Promise<Result<ActivityRow | null, Failure>> => {
    const answer = await client.call('activity.undo', { corpus, gesture })
    return answer.ok ? success(answer.value.undone) : answer
  }
  const give = async (gesture: GestureId | null): Promise<Result<ActivityRow | null, Failure>> => {
    const answer = await client.call('activity.redo', { corpus, gesture })
    return answer.ok ? success(answer.value.redone) : answer
  }

  /** The rest of what one command did, for the first of it is taken back or done again already. */
  const rest = async (row: ActivityRow, each: typeof take): Promise<number> => {
    const others = gesturesWith(useDone.getState().acts, row.gesture).filter((one) => one !== row.gesture)
    for (const other of each === take ? others.toReversed() : others) {
      const answer = await each(other)
      if (!answer.ok) {
        say(answer.failure)
        break
      }
    }
    return others.length + 1
  }

  const undo = async (): Promise<void> => {
    if (await undoRegrouping()) return
    const answer = await take(null)
    if (!answer.ok) return say(answer.failure)
    if (!answer.value) return sayDone('There is nothing to undo.')
    return finish(undoneText('Undone', answer.value, await rest(answer.value, take)), true)
  }
  const redo = async (): Promise<void> => {
    const answer = await give(null)
    if (!answer.ok) return say(answer.failure)
    if (!answer.value) return sayDone('There is nothing to do again.')
    return finish(undoneText('Done again', answer.value, await rest(answer.value, give)), false)
  }
  const one = async (gesture: GestureId, each: typeof take, word: string): Promise<void> => {
    const answer = await each(gesture)
    if (!answer.ok) return say(answer.failure)
    return finish(
      answer.value ? undoneText(word, answer.value, 1) : 'Nothing changed; it was so already.',
      each === take && answer.value !== null
    )
  }

  return {
    undo: () => void inTurn(undo),
    redo: () => void inTurn(redo),
    takeBack: (gesture) => inTurn(() => one(gesture, take, 'Undone')),
    doAgain: (gesture) => inTurn(() => one(gesture, give, 'Done again'))
  }
}
