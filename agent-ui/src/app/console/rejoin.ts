import { watch } from 'vue'
import { useDesk } from '../desk'
import { useCall } from './callStore'

const patienceMs = 2_500

/**
 * Brings the nurse back into her talk: after a reload, or when the browser's leg died. At the first registration of a
 * page at once; later only after a moment, since the switchboard may be joining us this very second.
 */
export function rejoinWhenLost(): void {
  const call = useCall()
  const desk = useDesk()
  let done = -1
  const lost = () => desk.desk?.deskKind === 'BROWSER' && desk.mine === true && desk.registration === 'registered' && !desk.leg
    && call.live && call.call !== null && !call.call.deskJoined

  const foundAtStart = () => desk.registrations === 1 && call.call?.id === call.restored

  watch(() => [lost(), desk.registrations, call.call?.id] as const, ([now, registration], _, onCleanup) => {
    if (!now || done === registration) return
    // while the patient's phone still rings, the switchboard itself is on its way to this desk
    if (!foundAtStart() && call.state.is !== 'talking' && call.state.is !== 'held') return
    const timer = setTimeout(() => {
      done = registration
      void call.rejoin()
    }, foundAtStart() ? 0 : patienceMs)
    onCleanup(() => clearTimeout(timer))
  }, { immediate: true })
}
