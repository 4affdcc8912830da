import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { calls } from '@/features/call/api'
import { callOf, isLive, next, type CallEvent, type CallState } from '@/features/call/callState'
import { records } from '@/features/followup/api'
import { autosave, type Autosave, type Later } from '@/features/followup/autosave'
import { tasks } from '@/features/worklist/api'
import { ApiError } from '@/shared/api/client'
import type { CallView, NextTask, Signature, TaskRow, Target } from '@/shared/api/schema'
import { randomId } from '@/shared/randomId'
import { toastError } from '@/shared/ui/toast'

const later: Later = (ms, run) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** The nurse's call and its form. It outlives the page she looks at, so that walking to another page loses nothing. */
export const useCall = defineStore('call', () => {
  const state = shallowRef<CallState>({ is: 'idle', at: 0 })
  const task = ref<TaskRow | null>(null)
  const whyNone = ref<NextTask['why'] | null>(null)
  const busy = ref(false)
  const form = shallowRef<Autosave | null>(null)
  const formError = shallowRef<unknown>(null)
  /** The call we asked to end: its leg goes before its end is known, and nobody should bring that back. */
  const ending = ref<string | null>(null)
  /** The call we gave away: once it is not ours, there is nothing more to ask about it. */
  let givenAway: string | null = null
  /** The call that was already there when the page opened. */
  const restored = ref<string | null>(null)
  let asked = 0

  const call = computed(() => callOf(state.value))
  const live = computed(() => isLive(state.value))
  const patientId = computed(() => call.value?.patientId ?? ('patientId' in state.value ? state.value.patientId : null))
  const taskId = computed(() => call.value?.taskId ?? ('taskId' in state.value ? state.value.taskId : null))
  function emit(event: CallEvent) {
    const before = state.value
    state.value = next(before, event)
    if (before.is !== 'wrapUp' || !isLive(state.value)) return
    // it was handed back to her
    ending.value = null
    givenAway = null
  }

  /** Runs a command once at a time; its failure is told and not thrown. */
  async function doing<T>(command: () => Promise<T>): Promise<T | null> {
    if (busy.value) return null
    busy.value = true
    try {
      return await command()
    } catch (error) {
      toastError(error)
      return null
    } finally {
      busy.value = false
    }
  }

  async function refresh(): Promise<void> {
    const number = ++asked
    const current = await calls.current()
    if (number === 1) restored.value = current?.id ?? null
    const known = call.value
    // what she gave away and wrote up is gone from the server because she has just signed it
    const given = known?.id === givenAway && state.value.is !== 'wrapUp'
    if (!current && known && !given && state.value.is !== 'saved') await close(known.id, number)
    else emit({ type: 'seen', call: current, asked: number })
  }

  /** Nothing is open for us any more: shows how the call we knew came out, for instance that nobody answered. */
  async function close(id: string, number: number): Promise<void> {
    const last = await calls.view(id).catch(() => null)
    // no longer ours, but still going on: parked, or a colleague has it
    if (last?.state !== 'WRAP_UP') {
      emit({ type: 'seen', call: null, asked: number })
      return
    }
    emit({ type: 'closed', call: last, asked: number })
    if (state.value.is !== 'saved') return
    task.value = null
    if (!busy.value) await openForm(last.recordId)
  }

  async function commanding(command: (id: string) => Promise<CallView | undefined>): Promise<void> {
    const id = call.value?.id
    if (!id) return
    try {
      const number = ++asked
      const now = await command(id)
      if (now) emit({ type: 'seen', call: now, asked: number })
      else await refresh()
    } catch (error) {
      // it ended while we asked: the screen only has to learn it
      if (!(error instanceof ApiError && error.code === 'call.over')) toastError(error)
      await refresh().catch(() => undefined)
    } finally {
      form.value?.hold(false)
    }
  }

  /** The leg goes before we know what became of the call, and nobody should bring it back. */
  const letGo = (command: (id: string) => Promise<unknown>) => async (id: string) => {
    // the form goes with the patient, so what is still on its way goes first
    await form.value?.settle()
    // and nothing goes after it: from then on it is whoever has him who writes
    form.value?.hold(true)
    ending.value = id
    givenAway = id
    try {
      await command(id)
    } catch (error) {
      ending.value = null
      givenAway = null
      throw error
    }
    return undefined
  }

  function picked(row: TaskRow) {
    task.value = row
    whyNone.value = null
    emit({ type: 'picked', taskId: row.id, patientId: row.patientId })
  }

  const takeNext = (worklist: string | null) => doing(async () => {
    emit({ type: 'moveOn' })
    if (state.value.is === 'preview') await putBack(null, null)
    const found = await tasks.next(worklist)
    if (found.task) picked(found.task)
    else whyNone.value = found.why
  })

  const claimById = (id: string) => doing(async () => {
    if (state.value.is === 'preview' && state.value.taskId !== id) await tasks.release(state.value.taskId, null, null)
    picked(await tasks.claim(id))
  })
  const claim = (row: TaskRow) => claimById(row.id)

  async function putBack(reason: string | null, snoozeUntil: string | null) {
    if (state.value.is !== 'preview') return
    await tasks.release(state.value.taskId, reason, snoozeUntil)
    emit({ type: 'putBack' })
    task.value = null
  }

  const dial = (contactId: string) => doing(async () => {
    if (state.value.is !== 'preview') return
    const { taskId: id } = state.value
    emit({ type: 'ordered', contactId })
    try {
      const number = ++asked
      emit({ type: 'seen', call: await calls.place(id, contactId, randomId()), asked: number })
    } catch (error) {
      // the order may have arrived although its answer did not: the server knows
      if (!(error instanceof ApiError)) await refresh().catch(() => undefined)
      emit({ type: 'refused' })
      throw error
    }
  })

  const sign = (signature: Signature) => doing(async () => {
    const saving = form.value
    const current = call.value
    if (!saving || !current?.recordId) return false
    if (!await saving.settle()) return false
    const signed = await records.sign(current.recordId, signature, saving.etag())
    saving.adopt(signed)
    emit({ type: 'signed', callId: current.id })
    task.value = null
    return signed.record
  })

  /** Takes back the outcome of a record: its form comes back as it was before the signature. */
  const undo = (recordId: string) => doing(async () => {
    await records.undo(recordId)
    if (state.value.is === 'preview') await putBack(null, null)
    emit({ type: 'moveOn' })
    await refresh()
    return true
  })

  async function openForm(recordId: string | null) {
    const before = form.value
    formError.value = null
    if (before?.state.base.id !== recordId) {
      before?.close()
      form.value = null
    }
    if (!recordId) return
    try {
      const first = await records.read(recordId)
      if (call.value?.recordId !== recordId) return
      before?.close()
      form.value = autosave({ read: () => records.read(recordId), patch: (patch, etag, key) => records.patch(recordId, patch, etag, key) }, first, later)
    } catch (error) {
      formError.value = error
    }
  }

  watch(() => call.value?.recordId ?? null, openForm)
  window.addEventListener('online', () => void form.value?.flush())

  return {
    state, task, whyNone, busy, form, formError, call, live, patientId, taskId, restored, ending,
    refresh, takeNext, claim, claimById, dial, sign, undo,
    skip: (reason: string | null, until: string | null) => doing(() => putBack(reason, until)),
    hangUp: () => {
      ending.value = call.value?.id ?? null
      return commanding(calls.hangUp)
    },
    hold: (on: boolean) => commanding(id => calls.hold(id, on)),
    mute: (on: boolean) => commanding(id => calls.mute(id, on)),
    digits: (keys: string) => commanding(id => calls.digits(id, keys)),
    rejoin: () => commanding(calls.rejoin),
    consult: (to: Target) => commanding(id => calls.consult(id, to)),
    cancelConsult: () => commanding(calls.cancelConsult),
    joinAll: () => commanding(calls.joinAll),
    // these let go of the call: whether it is still ours, the server knows
    transfer: () => commanding(letGo(calls.transfer)),
    transferBlind: (to: Target) => commanding(letGo(id => calls.transferBlind(id, to))),
    park: () => commanding(letGo(calls.park)),
    /** Takes over a call that a colleague parked or lost. */
    take: (id: string) => doing(async () => {
      ending.value = null
      givenAway = null
      await calls.take(id)
      await refresh()
    }),
    /** Reads the form again, for instance in another language, unless that would lose something. */
    reopenForm: async () => {
      if (form.value && !await form.value.settle()) return
      await openForm(call.value?.recordId ?? null)
    },
    restorePicked: picked,
    moveOn: () => emit({ type: 'moveOn' }),
  }
})
