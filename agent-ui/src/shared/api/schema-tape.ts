import type { Id, Recording, RecordingState, Speaker, Time } from './schema'

/** What is known of a recording beside its waveform. Times are ms from its beginning. */
export interface Gap { fromMs: number; untilMs: number; reason: PauseReason }
export type PauseReason = 'SENSITIVE' | 'THIRD_PARTY' | 'PATIENT_WISH' | 'CONSENT'
export interface Present { name: string; part: 'NURSE' | 'THIRD' | 'SUPERVISOR'; fromMs: number; untilMs: number }
export interface ConsentAnswer { agreed: boolean | null; at: Time | null }
export type SilentCause = 'NURSE_MUTED' | 'NURSE_MICROPHONE' | 'PATIENT_MICROPHONE' | 'TRUNK_MEDIA'
/** Where others hear a tone, in ms; `until` is exclusive. */
export interface Bleep { from: number; until: number }
/** What this person hears: WITHHELD until somebody has looked for what is to be covered. */
export interface HearingOf { version: 'ORIGINAL' | 'BLEEPED' | 'WITHHELD'; bleeps: Bleep[] }
export interface RecordingLook extends Omit<Recording, 'state'> {
  state: RecordingState | 'ERASED'
  /** No rule ends it: null. */
  keptUntil: Time | null
  held: boolean
  stayId: Id | null
  parties: Present[]
  gaps: Gap[]
  consent: ConsentAnswer | null
  oneSided: { silent: Speaker; cause: SilentCause } | null
  /** Null while there is no sound. */
  hearing: HearingOf | null
}
/** A bookmark made in the talk, or a comment made while listening; an answer names the comment it answers. */
export interface Moment { id: Id; kind: 'BOOKMARK' | 'COMMENT'; atMs: number; untilMs: number | null; said: string; answers: Id | null; who: string; made: Time }
/** The tape of a talk that goes on. */
export interface Tape { recorded: boolean; paused: PauseReason | null; consent: ConsentAnswer | null; moments: Moment[] }

export type RecordingMode = 'ALWAYS' | 'ON_CONSENT' | 'NEVER'
export interface RetentionDraft { worklist: Id | null; department: string | null; outcome: string | null; days: number }
export interface RetentionRule extends RetentionDraft { id: Id }
export interface Hold {
  id: Id
  patient: Id | null
  stay: Id | null
  reason: string
  placedAt: Time
  lifted: { at: Time; why: string } | null
  recordings: number
}
export interface NightReport { kind: 'SWEEP' | 'INVENTORY'; night: string | null; began: Time; ended: Time; good: boolean; figures: Record<string, number>; amiss: string[] }
/** `over`: destroyed, and here again; `ours`: may be destroyed from here; `erased.gone`: from when on no earlier backup opens what was erased, null while that takes a person. */
export interface MasterKeys {
  where: string
  masters: { id: string; locks: boolean; here: boolean; recordings: number; idle: Time | null; over: boolean; ours: boolean }[]
  recordings: number; waiting: number
  erased: { recordings: number; first: Time | null; gone: Time | null }
}

/** With which the signature of what left the house is checked; `sha256` of its DER form. */
export interface PublicKey { pem: string; sha256: string }
export interface Traced { export: Id; who: string; at: Time; reason: string; masked: boolean; fromMs: number }
/** How far the search is; whose copy it is; or that no mark was found in so many seconds of voice. */
export type TraceStep = { compared: number; of: number } | Traced | { compared: number; seconds: number }
