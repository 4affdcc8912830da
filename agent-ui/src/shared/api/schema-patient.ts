/** Whom we call. */
import type { Id, Time } from './schema-words'

export type StandingKind = 'DO_NOT_CALL' | 'SUSPENDED'
export interface StandingEntry { at: Time; what: StandingKind; on: boolean; reason: string; byName: string | null }

/** Why follow-up rests: a code of ours, where the server tells more than that it does. */
export type Suspension = 'DECEASED' | 'READMITTED' | 'MOVED' | 'OTHER'

export interface Standing { doNotCall: boolean; suspended: boolean | Suspension | null; history: StandingEntry[] }

/** A line of the do-not-call list. */
export interface Uncalled { patientId: Id; name: string; admissionNo: string; department: string; reason: string; since: Time; byName: string | null }

export type Sex = 'MALE' | 'FEMALE' | 'UNKNOWN'
export type Relation = 'SPOUSE' | 'CHILD' | 'PARENT' | 'SIBLING' | 'CAREGIVER' | 'FRIEND' | 'OTHER'

/** What somebody types about a number; no number leaves it as it is. */
export interface ContactDraft { relation: 'SELF' | Relation; name: string; number: string | null }

export interface Contact {
  id: Id
  relation: 'SELF' | Relation
  name: string | null
  masked: string
  good: number
  tried: number
  invalid: boolean
}

export interface TimelineEntry { at: Time; kind: string; text: string; recordId: Id | null }

export interface Patient {
  id: Id
  name: string
  sex: Sex
  birthDate: string | null
  age: number | null
  admissionNo: string
  language: 'zh' | 'en'
  department: string
  ward: string | null
  attendingDoctor: string | null
  responsibleNurse: string | null
  admittedOn: string | null
  dischargedOn: string | null
  daysSinceDischarge: number | null
  diagnosis: string | null
  icd10: string | null
  operation: string | null
  dischargeCondition: string | null
  address: string | null
  insurance: string | null
  note: string | null
  allergies?: string | null
  highRisk?: boolean
  /** The number that the rules of the task that was asked about want tried now. */
  suggestedContact?: Id | null
  consent: { calls: boolean; recording: boolean }
  contacts: Contact[]
  timeline: TimelineEntry[]
}

/** A threshold of questionnaires that this patient may have of his own; `set` is null while the usual one counts. */
export interface PatientLimit { name: string; text: string; min: number | null; max: number | null; set: { name: string; value: number; why: string; setBy: string; setAt: Time } | null }
