import { useI18n } from 'vue-i18n'
import type { RecordView } from '@/shared/api/schema'
import { timeOfDay } from '@/shared/time'
import { toastCountdown, toastNote } from '@/shared/ui/toast'
import { useCall } from './callStore'

const secondThoughtsMs = 30_000

/** Half a minute in which a signed outcome can be taken back, counted from the answer on by this machine's clock; the server's has the last word. */
export function useSecondThoughts() {
  const { t } = useI18n()
  const call = useCall()
  let close: () => void = () => undefined
  let undoable: string | null = null

  async function takeBack(id: string) {
    close()
    undoable = null
    if (await call.undo(id)) toastNote(t('outcome.undone'))
  }
  return {
    offer(signed: RecordView) {
      close()
      undoable = signed.id
      close = toastCountdown(t('outcome.signed', { time: timeOfDay(new Date()) }), Date.now() + secondThoughtsMs, () => void takeBack(signed.id))
    },
    /** Whether there was an outcome to take back. */
    takeBack(): boolean {
      if (!undoable) return false
      void takeBack(undoable)
      return true
    },
  }
}
