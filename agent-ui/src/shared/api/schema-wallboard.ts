/** The wallboard. */
import type { CallView } from './schema-call'
import type { Afterwards, Presence } from './schema-staff'
import type { Id, Time } from './schema-words'
import type { DialMode } from './schema-worklist'

export interface Wallboard {
  at: Time
  tiles: {
    due: number; dialed: number; reached: number; completed: number; waiting: number; callbacksMissed: number
    /** Shares from 0 to 1. */
    reachRate: number | null; abandonRate: number | null
    /** Seconds: of a patient on the line without a nurse, of a nurse without a call; null when nobody waits. */
    longestWait: number | null; longestReady: number | null
  }
  /** Follow-ups, each counted once however often it was rung. */
  funnel: Record<'due' | 'dialed' | 'reached' | 'completed', number>
  nurses: WallNurse[]
  /** Shares from 0 to 1 of the last half hour, and the list's own cap; the cap is null where no telephone rings ahead of the nurses. */
  lists: { id: Id; name: string; mode: DialMode; paused: boolean; canDial: number; due: number; abandonRate: number | null; abandonCap: number | null }[]
  alarms: { code: string; text: string; since: Time; ref: string | null; patient?: string | null; name?: string | null }[]
}

export interface WallNurse {
  id: Id
  name: string
  presence: Presence
  pausedWhy?: string | null
  afterwards?: Afterwards | null
  since: Time
  callId: Id | null
  callState: CallView['state'] | null
  patientTask: Id | null
  today: { dialed: number; reached: number; completed: number }
}
