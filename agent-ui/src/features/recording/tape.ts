import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Tape } from '@/shared/api/schema-tape'
import { tapes } from './api'

const oftenMs = 5_000

export const tapeKey = (callId: string | null) => ['tape', callId]

/** The tape of the call that goes on; null where there is none, or while nobody knows. */
export function useTape(callId: () => string | null): ComputedRef<Tape | null> {
  const tape = useQuery({ queryKey: computed(() => tapeKey(callId())), queryFn: () => tapes.view(callId()!), enabled: () => callId() !== null, refetchInterval: oftenMs, retry: false })
  return computed(() => callId() === null ? null : tape.data.value ?? null)
}

/** For the call bar: why the recording is paused, and whether nothing is kept at all. */
export function useTapeWords(callId: () => string | null): { paused: ComputedRef<string | null>; unrecorded: ComputedRef<boolean> } {
  const { t } = useI18n()
  const tape = useTape(callId)
  return {
    paused: computed(() => tape.value?.paused ? t(`tape.why.${tape.value.paused}`) : null),
    unrecorded: computed(() => tape.value !== null && (!tape.value.recorded || tape.value.consent?.agreed === false)),
  }
}
