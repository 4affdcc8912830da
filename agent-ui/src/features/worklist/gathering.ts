import type { TakenIn } from '@/shared/api/schema-gather'
import { toastDone, toastError, toastNote, toastUndo } from '@/shared/ui/toast'
import { gathering } from './api'

/** A month: who went home earlier is seldom asked how it went. */
export const usualDays = 30

/** What is said once it is done: how many, and a way back if there is something to take back. */
export interface Words { taken: (n: number) => string; none: string; undone: string; partly: (back: number, of: number) => string }

/** Takes them in, says so, and offers to undo it. */
export async function takeIn(list: string, days: number, words: Words, changed: () => void): Promise<TakenIn | null> {
  try {
    const done = await gathering.take(list, days)
    const { undo } = done
    if (undo) toastUndo(words.taken(done.effect.taken), () => void back(undo, words, changed))
    else toastNote(words.none)
    changed()
    return done
  } catch (error) {
    toastError(error)
    return null
  }
}

async function back(token: string, words: Words, changed: () => void) {
  try {
    const { back, of } = await gathering.undo(token)
    if (back === of) toastDone(words.undone)
    else toastNote(words.partly(back, of))
    changed()
  } catch (error) {
    toastError(error)
  }
}
