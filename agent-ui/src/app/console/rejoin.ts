import { computed, watch, type ComputedRef } from 'vue'
import { useDesk } from '../desk'
import { useCall } from './callStore'

const patienceMs = 2_500
const againMs = 8_000
const tries = 3

/**
 * Whether the nurse should be in a talk but this page has no leg of it. What the server believes does not count: after a
 * reload it takes the dead page's leg for alive.
 */
export function useLostLeg(): { lost: ComputedRef<boolean>; foundAtStart: ComputedRef<boolean> } {
  const call = useCall()
  const desk = useDesk()
  const foundAtStart = computed(() => desk.registrations === 1 && call.call !== null && call.call.id === call.restored)
  const lost = computed(() => desk.desk?.deskKind === 'BROWSER' && desk.mine === true && desk.registration === 'registered' && !desk.leg
    && call.call !== null && call.call.id !== call.ending
    // while the patient's phone still rings, the switchboard itself is on its way to this desk
    && (call.state.is === 'talking' || call.state.is === 'held' || (call.live && foundAtStart.value)))
  return { lost, foundAtStart }
}

/** Brings the nurse back into her talk: after a reload at once, later after a moment, since she may be being joined this very second. */
export function rejoinWhenLost(): void {
  const call = useCall()
  const { lost, foundAtStart } = useLostLeg()
  watch(lost, (now, _, onCleanup) => {
    if (!now) return
    let left = tries
    const again = () => {
      void call.rejoin()
      if (--left > 0) timer = setTimeout(again, againMs)
    }
    let timer = setTimeout(again, foundAtStart.value ? 0 : patienceMs)
    onCleanup(() => clearTimeout(timer))
  }, { immediate: true })
}
