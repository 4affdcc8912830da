import { onBeforeUnmount, ref, type Ref } from 'vue'
import type { Quality } from '@/shared/api/schema'
import { useDesk } from '../desk'

/** How the line sounds in this browser, asked every two seconds while a leg is up; a desk phone tells nothing. */
export function useHeard(): Ref<Quality | null> {
  const desk = useDesk()
  const heard = ref<Quality | null>(null)
  const timer = setInterval(() => {
    if (!desk.leg) {
      heard.value = null
      return
    }
    void desk.figures().then(now => { heard.value = now && { mos: null, jitterMs: now.jitterMs, lossPercent: now.lossPercent } }).catch(() => undefined)
  }, 2_000)
  onBeforeUnmount(() => clearInterval(timer))
  return heard
}
