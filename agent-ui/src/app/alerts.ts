import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { escalations } from '@/features/escalation/api'
import type { EscalationRow, OpenAlerts } from '@/shared/api/schema-escalation'
import { chime } from '@/shared/chime'
import { toastNote } from '@/shared/ui/toast'
import { useSession } from './session'

/** The alert whose patient is being called back, so that the way leads back to it after the talk. */
export const useCallingBack = defineStore('callingBack', () => {
  const alert = ref<{ id: string; callId: string } | null>(null)
  return { alert }
})

/** How many alerts are open and mine; a new one that is mine is heard and, where allowed, shown outside the page, too. */
export function useAlertCounts() {
  const { t } = useI18n()
  const session = useSession()
  const seen = useQuery({ queryKey: ['escalations', 'counts'], queryFn: escalations.counts, refetchInterval: 30_000, enabled: () => session.may('record.read') })
  const counts = computed(() => seen.data.value?.counts ?? null)
  watch(() => counts.value?.mineWaiting, (now, before) => {
    if (now === undefined || before === undefined || now <= before) return
    chime()
    toastNote(t('alert.newMine'))
    // outside the page: that there is one, never whose
    if ('Notification' in window && Notification.permission === 'granted' && document.hidden) new Notification(t('app.name'), { body: t('alert.newMine'), tag: 'aftercall-alert' })
  })
  return counts
}

/** Who has an alert open, by patient: for queue rows and banners. */
export function useOpenAlerts() {
  const session = useSession()
  const seen = useQuery({ queryKey: ['escalations', 'patients'], queryFn: escalations.patients, refetchInterval: 60_000, retry: false, enabled: () => session.may('record.read') })
  return computed(() => new Map<string, OpenAlerts>(seen.data.value?.map(one => [one.patientId, one])))
}

/** The alerts that this record raised; what is new since the form was opened is shown at once. */
export function useRaised(record: () => string | null) {
  const { locale } = useI18n()
  const queries = useQueryClient()
  const seen = useQuery({
    queryKey: ['escalations', 'of', record, locale],
    queryFn: async () => ({ record: record(), rows: (await escalations.page({ record: record(), state: 'open' }, null)).items }),
    enabled: () => record() !== null,
  })
  const rows = computed<EscalationRow[]>(() => seen.data.value?.record === record() ? seen.data.value?.rows ?? [] : [])
  const shown = ref(false)
  let known: { record: string | null; ids: Set<string> } | null = null
  watch(() => seen.data.value, now => {
    if (!now || now.record !== record()) return
    const ids = new Set(now.rows.map(row => row.id))
    // what was there when the page opened, she has seen before
    if (known?.record === now.record && now.rows.some(row => !known!.ids.has(row.id))) shown.value = true
    if (ids.size === 0) shown.value = false
    known = { record: now.record, ids: known?.record === now.record ? new Set([...known.ids, ...ids]) : ids }
  })
  watch(record, () => { shown.value = false })
  return { rows, shown, ask: () => queries.invalidateQueries({ queryKey: ['escalations', 'of'] }) }
}
