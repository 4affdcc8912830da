import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { records } from '@/features/followup/api'
import { lastTalk } from '@/features/followup/lastTime'
import type { RecordView } from '@/shared/api/schema'

/**
 * What the patient on the screen told us last time; nothing while it is not known, and nothing when it cannot be read. Beside an open form only what
 * the same form asked then: a call back in between, with questions of its own, does not take its place.
 */
export function useLastRecord(patientId: () => string | null, current: () => string | null, questionnaire: () => string | null): ComputedRef<RecordView | null> {
  const { locale } = useI18n()
  const last = useQuery({
    queryKey: ['records', 'last', patientId, questionnaire, locale], enabled: () => patientId() !== null, retry: false, staleTime: 60_000,
    queryFn: async () => {
      const row = lastTalk((await records.page({ patient: patientId(), questionnaire: questionnaire() }, null)).items, current())
      return row ? await records.view(row.id) : null
    },
  })
  return computed(() => {
    const found = last.data.value as RecordView | null | undefined
    return found && found.patientId === patientId() && found.id !== current() ? found : null
  })
}
