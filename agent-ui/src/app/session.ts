import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { session as wire } from '@/features/staff/api'
import { ApiError, onSignedOut } from '@/shared/api/client'
import type { Me, Permission, Presence } from '@/shared/api/schema'
import { useBindingsOf } from '@/shared/bindings'
import { say } from '@/shared/i18n'
import { toastNote } from '@/shared/ui/toast'

/** Who sits here and what they may do. */
export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  /** The server forgot us while the page was in use: the page stays, a login comes on top. */
  const expired = ref(false)
  const may = computed(() => (permission: Permission) => me.value?.permissions.includes(permission) ?? false)

  // whose keys hold is whose screen it is
  watch(() => me.value?.id, id => { if (id) useBindingsOf(id) })
  onSignedOut(() => { if (me.value) expired.value = true })

  /** Asks the server who we are; null when nobody is logged in. */
  async function load(): Promise<Me | null> {
    try {
      const before = me.value
      me.value = await wire.read()
      if (before && pausedByOthers(before, me.value)) toastNote(say('presence.forced', { why: me.value.pausedWhy ?? '–' }))
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error
      // in the middle of work the page stays as it is; `expired` brings the login over it
    }
    return me.value
  }

  async function open(login: string, password: string): Promise<void> {
    const now = await wire.open(login, password)
    // somebody else took over this screen: nothing of the one before may stay on it
    if (me.value && me.value.id !== now.id) location.reload()
    me.value = now
    expired.value = false
  }

  async function close(): Promise<void> {
    await wire.close()
    location.assign('/')
  }

  /** What she wants to be; in a call or its wrap-up the server keeps it for afterwards. */
  async function setPresence(presence: Presence, reason?: string): Promise<void> {
    setting++
    try {
      me.value = await wire.presence(presence, reason)
    } finally {
      setting--
    }
  }
  let setting = 0
  /** A supervisor may pause her; she should read why and not wonder. */
  function pausedByOthers(before: Me, now: Me): boolean {
    if (setting > 0) return false
    const rests = (one: Me) => one.presence === 'PAUSED' || one.afterwards === 'PAUSED'
    return !rests(before) && rests(now)
  }

  return { me, expired, may, load, open, close, setPresence }
})
