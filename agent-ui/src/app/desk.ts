import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { desks } from '@/features/call/api'
import { holdDesk, type DeskLock } from '@/features/call/deskLock'
import { checkMicrophone, measure, type Microphone } from '@/features/call/microphone'
import { openSoftphone, type Registration, type Softphone } from '@/features/call/softphone'
import type { Desk, DeskKind } from '@/shared/api/schema'
import { toastError } from '@/shared/ui/toast'

const silentAfterMs = 10_000

/** What the nurse talks with: this browser or the telephone on her desk. */
export const useDesk = defineStore('desk', () => {
  const desk = ref<Desk | null>(null)
  /** Whether this tab is the telephone (only one of a browser's tabs is). */
  const mine = ref<boolean | null>(null)
  const registration = ref<Registration | 'off'>('off')
  const refusal = ref<string | null>(null)
  const microphone = ref<Microphone>('unknown')
  const level = ref(0)
  const leg = ref(false)
  /** How often we have registered; a rejoin belongs to one registration. */
  const registrations = ref(0)
  const startSound = shallowRef<(() => void) | null>(null)
  const ready = computed(() => desk.value?.deskKind === 'PHONE'
    ? desk.value.reachable
    : registration.value === 'registered' && microphone.value !== 'denied' && microphone.value !== 'missing')

  let phone: Softphone | null = null
  let lock: DeskLock | null = null
  let stopMeasuring: () => void = () => undefined
  let opening = 0

  function listenTo(stream: MediaStream | null) {
    stopMeasuring()
    stopMeasuring = () => undefined
    level.value = 0
    if (!stream) return
    microphone.value = 'ready'
    let heard = Date.now()
    stopMeasuring = measure(stream, now => {
      level.value = now
      if (now > 0.01) heard = Date.now()
      microphone.value = Date.now() - heard > silentAfterMs ? 'silent' : 'ready'
    })
  }

  function closePhone() {
    opening++
    phone?.close()
    phone = null
    registration.value = 'off'
  }

  async function openPhone() {
    closePhone()
    const turn = opening
    if (!desk.value || desk.value.deskKind !== 'BROWSER' || !mine.value) return
    registration.value = 'connecting'
    microphone.value = await checkMicrophone()
    const opened = await openSoftphone(desk.value.account, {
      registration: (state, reason) => {
        registration.value = state
        refusal.value = reason ?? null
        if (state === 'registered') registrations.value++
      },
      leg: up => { leg.value = up },
      microphone: listenTo,
      microphoneRefused: () => { microphone.value = 'denied' },
      soundBlocked: start => { startSound.value = () => { start(); startSound.value = null } },
    })
    // the desk changed while the telephone was being built
    if (turn === opening) phone = opened
    else opened.close()
  }

  async function start() {
    try {
      desk.value = await desks.read()
    } catch (error) {
      toastError(error)
      return
    }
    lock ??= holdDesk(now => {
      mine.value = now
      void openPhone().catch(toastError)
    })
  }

  async function choose(kind: DeskKind) {
    desk.value = await desks.choose(kind)
    await openPhone()
  }

  /** Reads again whether the desk can be reached. */
  async function refresh() {
    desk.value = await desks.read()
  }

  /** Another switchboard may serve this desk now: in the middle of a talk it stays where it is. */
  async function follow(talking: () => boolean) {
    if (!desk.value) return
    const before = desk.value.account.socket
    const now = await desks.read()
    desk.value = talking() ? { ...now, account: desk.value.account } : now
    if (desk.value.account.socket !== before) await openPhone()
  }

  return {
    desk, mine, registration, refusal, microphone, level, leg, registrations, ready, startSound,
    start, choose, refresh, follow,
    retry: openPhone,
    takeOver: () => lock?.takeOver(),
    mute: (on: boolean) => phone?.mute(on),
    figures: async () => await phone?.figures() ?? null,
  }
})
