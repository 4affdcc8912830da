import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { records } from '@/features/followup/api'
import { lastTalk } from '@/features/followup/lastTime'
import type { RecordView } from '@/shared/api/schema'

/** What the patient on the screen told us last time; nothing while it is not known, and nothing when it cannot be read. */
export function useLastRecord(patientId: () => string | null, current: () => string | null): ComputedRef<RecordView | null> {
  const { locale } = useI18n()
  const last = useQuery({
    queryKey: ['records', 'last', patientId, locale], enabled: () => patientId() !== null, retry: false, staleTime: 60_000,
    queryFn: async () => {
      const row = lastTalk((await records.page({ patient: patientId() }, null)).items, current())
      return row ? await records.view(row.id) : null
    },
  })
  return computed(() => {
    const found = last.data.value as RecordView | null | undefined
    return found && found.patientId === patientId() && found.id !== current() ? found : null
  })
}
