/** Questionnaires and the records they become. */
import type { Ear, LineResult, Quality } from './schema-call'
import type { Relation } from './schema-patient'
import type { RecordingState, TranscriptState } from './schema-recording'
import type { Id, Time } from './schema-words'

export type Reached = 'PATIENT' | 'PROXY' | 'OTHER' | 'NOBODY'
export type Completion = 'NOT_STARTED' | 'PARTIAL' | 'COMPLETE' | 'REFUSED'
export type Clinical = 'NONE' | 'ROUTINE' | 'ADVICE' | 'URGENT' | 'EMERGENCY'
/** A measure in the unit in which it was told. */
export interface Quantity { value: number; unit: string }
export type SingleAnswer = boolean | string | number | Quantity
/** One row of a group that repeats: its answers by link id. */
export interface AnswerRow { [linkId: string]: AnswerValue }
export type AnswerValue = SingleAnswer | SingleAnswer[] | AnswerRow[]
export type Answers = Record<string, AnswerValue>
export type Operator = '=' | '!=' | '>' | '<' | '>=' | '<=' | 'exists'

export type Occasion = 'WARM' | 'ELDERLY' | 'DIALECT' | 'FESTIVAL'
export interface Wording { for: Occasion; display?: string | null; say: string }
/** What to say when a talk leaves its path. */
export interface Situation { code: string; text: string; line: { say: string }[]; avoid?: { text: string; say: string }[] | null }

export interface Item {
  linkId: string
  type: 'group' | 'boolean' | 'choice' | 'open-choice' | 'integer' | 'decimal' | 'quantity' | 'date' | 'string' | 'text' | 'display'
  text: string
  say?: string | null
  /** The same in other words, for whom or when; several dialects are told apart by `display`. */
  variant?: Wording[] | null
  /** What is better not said, with what to say instead. */
  avoid?: { text: string; say: string }[] | null
  required?: boolean
  repeats?: boolean
  answerOption?: { code: string; display: string; score?: number | null }[] | null
  unit?: string | null
  /** The units of a quantity, and how many of the first each is. */
  unitOption?: { code: string; factor?: number | null }[] | null
  /** Never asked: known beforehand or not at all. */
  hidden?: boolean
  min?: number | null
  max?: number | null
  enableWhen?: { question: string; operator: Operator; answer: AnswerValue }[] | null
  enableBehavior?: 'all' | 'any' | null
  redFlag?: { when: { operator: Operator; answer: AnswerValue; own?: string | null }; level?: 'ROUTINE' | 'URGENT' | 'EMERGENCY' | null; text: string }[] | null
  /** While it is not answered with yes, nothing counts as an interview. */
  gate?: boolean
  item?: Item[] | null
}

/** An instrument: how a number is made of answers, and what it means from which value on, rising. */
export interface Scale { id: string; text: string; formula: string; band?: { from: number; text: string }[] | null; redFlag?: Item['redFlag'] }

export interface Questionnaire { code: string; version: string | number; title: string; items: Item[]; scores?: Scale[] | null; situations?: Situation[] | null }

/** From its first word to its last change. */
export interface Told { fromMs: number; toMs: number }

export interface RecordView {
  id: Id
  version: number
  state: 'OPEN' | 'SIGNED'
  patientId: Id
  patientName: string
  admissionNo: string
  department: string
  taskId: Id
  callId: Id | null
  attemptNo: number
  nurseName: string | null
  /** Whether it is ours to write. */
  mine?: boolean
  signedBy: string | null
  questionnaire: Questionnaire
  answers: Answers
  /** When in the talk each answer was given, in ms since the patient answered. */
  told?: Record<string, Told>
  note: string | null
  reached: Reached | null
  relation: Relation | null
  completion: Completion | null
  clinical: Clinical | null
  disposition: string | null
  dispositionText: string | null
  lineResult: LineResult | null
  q850: number | null
  orderedAt: Time | null
  answeredAt: Time | null
  endedAt: Time | null
  signedAt: Time | null
  /** The time that was agreed, where one was. */
  callbackAt?: Time | null
  /** Until when the outcome can be taken back, for who signed it. */
  undoUntil?: Time | null
  /** Versions that were signed and opened again, the oldest first. */
  past?: PastVersion[]
  savedAt: Time | null
  nextStep: { text: string; at: Time | null } | null
  recording: { id: Id; state: RecordingState } | null
  transcript: { id: Id; state: TranscriptState } | null
  ear?: Ear | null
  /** How the line sounded at the patient's end, and in the nurse's browser. */
  sounding?: { patient: Quality | null; desk: Quality | null } | null
  /** Through whose hands it went. */
  hands?: { at: Time; from: string; to: string }[]
  /** The talk that broke off and that this record goes on with, with the link ids of what was said there and not touched since. */
  resumed?: { record: Id; at: Time; openQuestion: string | null; answers: string[] } | null
}

/** `why` is null when its nurse took it back at once. */
export interface PastVersion {
  version: number
  disposition: string
  dispositionText: string
  answers: Answers
  reached: Reached | null
  relation: Relation | null
  completion: Completion | null
  clinical: Clinical | null
  note: string
  signedBy: string
  signedAt: Time
  callbackAt: Time | null
  reopenedBy: string | null
  reopenedAt: Time
  why: string | null
}

export interface RecordPatch {
  answers?: Record<string, AnswerValue | null>
  /** How long ago each of them was given; the house reckons back by its own clock. */
  agoMs?: Record<string, number>
  note?: string | null
  reached?: Reached | null
  relation?: Relation | null
  completion?: Completion | null
  clinical?: Clinical | null
}

export interface Signature {
  disposition: string
  reached: Reached | null
  relation?: Relation | null
  completion: Completion | null
  clinical: Clinical | null
  note?: string | null
  callbackAt?: Time | null
  /** The day of the next follow-up, null for none; left out, the list's plan says. */
  nextFollowUp?: { on: string | null } | undefined
}

/** What a list's plan proposes: the day, how many days after discharge, and the bounds of another choice. */
export interface NextFollowUp { on: string | null; day: number | null; from: string; until: string }

export interface RecordRow {
  id: Id
  patientName: string
  admissionNo: string
  department: string
  nurseName: string | null
  at: Time
  disposition: string | null
  lineResult: LineResult | null
  reached: Reached | null
  completion: Completion | null
  clinical: Clinical | null
  state: 'OPEN' | 'SIGNED'
  durationMs: number | null
  hasRecording: boolean
  hasTranscript: boolean
}

/** With one that `closes` the follow-up is done. */
export interface Disposition { code: string; text: string; needsNote: boolean; reached: Reached | null; nextStep: string | null; closes: boolean }
