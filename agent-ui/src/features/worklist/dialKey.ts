import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { DialKey } from '@/shared/api/schema'
import { tasks } from './api'

const oftenMs = 30_000
const soonestMs = 1_000

/** When to ask again: as soon as a reason ends, and now and then for those that no clock ends. */
export function askAgainIn(key: DialKey | undefined, now: number): number {
  const ends = key?.reasons.flatMap(reason => reason.until ? [Date.parse(reason.until) - now] : []) ?? []
  return Math.max(soonestMs, Math.min(oftenMs, ...ends))
}

/** What the dial key would do for the task in hand; null while nobody knows. */
export function useDialKey(taskId: () => string | null): ComputedRef<DialKey | null> {
  const { locale } = useI18n()
  const query = useQuery({
    queryKey: ['dial-key', taskId, locale], queryFn: () => tasks.dialKey(taskId()!), enabled: () => taskId() !== null, staleTime: 0, retry: false,
    refetchInterval: asked => askAgainIn(asked.state.data, Date.now()),
  })
  return computed(() => taskId() === null ? null : query.data.value ?? null)
}
