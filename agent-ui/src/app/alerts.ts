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

/** What was put away on this page since it was loaded; a reload, or a colleague's page, shows it anew. */
const putAway = new Set<string>()

/** The alerts that this record raised and that are open; those that were not put away here are shown at once, whoever was on the line when they came up. */
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
  const fresh = computed(() => rows.value.some(row => !putAway.has(row.id)))
  watch([record, rows], ([now], [before]) => {
    if (now !== before || rows.value.length === 0) shown.value = false
    if (fresh.value) shown.value = true
  }, { immediate: true })
  const close = () => {
    shown.value = false
    rows.value.forEach(row => putAway.add(row.id))
  }
  const toggle = () => {
    if (shown.value) close()
    else shown.value = rows.value.length > 0
  }
  return { rows, shown, close, toggle, ask: () => queries.invalidateQueries({ queryKey: ['escalations', 'of'] }) }
}
