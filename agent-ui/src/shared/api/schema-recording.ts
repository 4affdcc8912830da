/** The sound and its words. */
import type { Figures, Secret, Written } from './schema-speech'
import type { Id, Time } from './schema-words'

export type RecordingState = 'WAITING' | 'STORED' | 'EMPTY' | 'LOST'

export interface Recording {
  id: Id
  callId: Id
  recordId: Id | null
  state: RecordingState
  reason: string | null
  durationMs: number | null
  peaks: { perSecond: number; left: number[]; right: number[] } | null
  sha256: string | null
  bytes: number | null
  storedAt: Time | null
  leftName: string | null
  rightName: string | null
}

export type TranscriptState = 'WAITING' | 'READY' | 'NO_MODEL' | 'NO_SERVER' | 'FAILED'
export type Speaker = 'NURSE' | 'PATIENT'

/** One recognised word: text, start and end in ms, confidence 0..1. */
export interface Word { w: string; s: number; e: number; c: number }

export interface Utterance {
  seq: number; speaker: Speaker; fromMs: number; toMs: number; text: string; words: Word[]
  written?: Written[]; secrets?: Secret[]
  /** How often a person corrected it. */
  version?: number
}

export interface Transcript {
  id: Id
  state: TranscriptState
  model: string | null
  demo: boolean
  language: string | null
  /** Something is hidden from this reader. */
  masked?: boolean
  figures?: Figures | null
  utterances: Utterance[]
}

export interface Hit {
  recordingId: Id
  /** None of a call that became no record. */
  recordId: Id | null
  seq: number
  speaker: Speaker
  fromMs: number
  at: Time
  patientName: string | null
  department: string | null
  excerpt: string
  marks: [number, number][]
}
