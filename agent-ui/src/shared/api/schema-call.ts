/** A telephone call and who is on it. */
import type { Completion, Reached } from './schema-followup'
import type { DeskKind } from './schema-staff'
import type { Id, Time } from './schema-words'

/** A patient on the line who waits for a nurse: put aside, orphaned by a dead browser, or calling in. */
export interface ParkedCall {
  callId: Id
  kind?: 'PARKED' | 'LOST_DESK' | 'INBOUND'
  patientId?: Id | null
  patientName: string | null
  number?: string | null
  reason?: string | null
  since: Time
  by: string | null
  /** It is he whom the reader still writes up: she may take him, and her form stays open. */
  resumes?: boolean
}

/** Somebody who called in and reached nobody. */
export interface MissedCaller { callId: Id; at: Time; patientId: Id | null; patientName: string | null; number: string; taskId: Id | null; outOfHours: boolean }

export interface Target { kind: 'DESK' | 'NUMBER' | 'GUEST'; value: string }

export type GuestKind = 'INTERPRETER' | 'DOCTOR' | 'OTHER'
/** Somebody outside who may be asked into a call; the number is whole for whoever may change the list. */
export interface Guest { id: Id; name: string; kind: GuestKind; note: string; number: string }
export interface GuestDraft { name: string; kind: GuestKind; note: string; number: string }
/** `typed`: whether a number that is not on the list may be asked, too. */
export interface Guests { items: Guest[]; typed: boolean }

/** What a machine took who picked up for, where it was listened for. */
export type Ear = 'HUMAN' | 'MACHINE' | 'NOT_SURE'
export type ListenMode = 'LISTEN' | 'WHISPER' | 'JOIN' | 'TAKE_OVER'

export type LineResult =
  | 'ANSWERED' | 'NO_ANSWER' | 'BUSY' | 'REJECTED' | 'INVALID_NUMBER' | 'CONGESTION' | 'TECHNICAL' | 'CANCELLED'

export interface CallView {
  id: Id
  /** None where somebody calls in whom nobody knows. */
  taskId: Id | null
  patientId: Id | null
  contactId: Id | null
  direction?: 'OUTBOUND' | 'INBOUND'
  recordId: Id | null
  state: 'PLACING' | 'DIALING' | 'RINGING' | 'TALKING' | 'ON_HOLD' | 'WRAP_UP'
  /** Whether nurse and patient hear each other. */
  deskJoined: boolean
  /** The nurse's leg died while the patient's lives. */
  deskLost?: boolean
  muted: boolean
  recording: boolean
  placedAt: Time
  ringingAt: Time | null
  answeredAt: Time | null
  endedAt: Time | null
  number: string | null
  lineResult: LineResult | null
  q850: number | null
  suggested: { disposition: string; reached: Reached | null; completion: Completion | null } | null
  /** Who else is on the line, beside nurse and patient. */
  parties?: Party[]
  quality?: Quality | null
  ear?: Ear | null
}

export interface Party { role: 'THIRD' | 'SUPERVISOR'; name: string; state: 'RINGING' | 'TALKING' | 'LISTENING' | 'WHISPERING'; since: Time }
/** Her own telephone, which gives back what it hears; how it sounded is known a moment after the end. */
export interface TestCall { state: 'RINGING' | 'HEARD' | 'ENDED'; deskKind: DeskKind; sound: Quality | null }
export interface Quality { mos: number | null; jitterMs: number | null; lossPercent: number | null }
