import { onBeforeUnmount, ref, type Ref } from 'vue'
import { calls } from '@/features/call/api'
import { mosOf } from '@/features/call/quality'
import type { Quality } from '@/shared/api/schema'
import { useDesk } from '../desk'

/** So many looks apart the server is told, so that the figures stay with the call. */
const tellEvery = 5

/** How the line sounds in this browser, asked every two seconds while a leg is up; a desk phone tells nothing. */
export function useHeard(callId: () => string | null): Ref<Quality | null> {
  const desk = useDesk()
  const heard = ref<Quality | null>(null)
  let looks = 0
  async function look() {
    const now = await desk.figures()
    heard.value = now && { mos: null, jitterMs: now.jitterMs, lossPercent: now.lossPercent }
    const id = callId()
    if (!now || !id || now.jitterMs === null || now.lossPercent === null || looks++ % tellEvery !== 0) return
    await calls.deskSound(id, { mos: mosOf(now.jitterMs, now.lossPercent), jitterMs: now.jitterMs, lossPercent: now.lossPercent })
  }
  const timer = setInterval(() => {
    if (desk.leg) void look().catch(() => undefined)
    else heard.value = null
  }, 2_000)
  onBeforeUnmount(() => clearInterval(timer))
  return heard
}
