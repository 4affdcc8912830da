import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { toastError, toastUndo } from '@/shared/ui/toast'
import { worklists } from './api'

export interface Pausable { id: string; name: string; pausedWhy?: string | null }

const usual = ['staffing', 'ward', 'lines', 'data'] as const

/** Pausing lists with a reason and resuming them, each with a way back. */
export function usePausing() {
  const { t } = useI18n()
  const queries = useQueryClient()
  /** The list whose reason is being asked for. */
  const asking = shallowRef<Pausable | null>(null)
  const busy = ref<string | null>(null)

  async function set(list: Pausable, paused: boolean, reason: string | null, done: () => void) {
    busy.value = list.id
    try {
      await worklists.pause(list.id, paused, reason)
      await Promise.all([['worklists'], ['worklist'], ['worklist-why'], ['worklist-next'], ['wallboard']].map(queryKey => queries.invalidateQueries({ queryKey })))
      done()
    } catch (error) {
      toastError(error)
    } finally {
      busy.value = null
    }
  }
  const pause = (list: Pausable, reason: string) => set(list, true, reason, () => toastUndo(t('pause.done', { name: list.name }), () => void resume(list)))
  const resume = (list: Pausable) => set(list, false, null, () => toastUndo(t('pause.resumed', { name: list.name }), () => void pause(list, list.pausedWhy ?? t('pause.undone'))))

  /** What the dialog that asks why shows. */
  const dialog = computed(() => ({
    title: asking.value ? t('pause.title', { name: asking.value.name }) : null,
    text: t('pause.text'), hint: t('pause.hint'), submit: t('pause.submit'), longest: 200, usual: usual.map(one => t(`pause.usual.${one}`)),
  }))

  return {
    dialog, busy, resume,
    ask: (list: Pausable) => { asking.value = list },
    cancel: () => { asking.value = null },
    answer: (reason: string) => {
      const list = asking.value
      asking.value = null
      if (list) void pause(list, reason)
    },
  }
}
