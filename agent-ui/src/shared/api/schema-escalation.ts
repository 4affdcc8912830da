import type { AnswerValue, Id, Role, Time } from './schema'

/** Alarms that became actions: the inbox, one with its history, the duty roster, the figures. */
export type Severity = 'ROUTINE' | 'URGENT' | 'EMERGENCY'
export type DutyLevel = 'NURSE' | 'SPECIALIST' | 'DOCTOR' | 'HEAD'
/** Which people it is for. */
export type DutyKind = 'CLINICAL' | 'COMPLAINT'
export type EscalationState = 'RAISED' | 'ACKNOWLEDGED' | 'HANDED_OVER' | 'CLOSED' | 'WITHDRAWN'

export interface EscalationRow {
  id: Id
  recordId: Id
  patientId: Id
  patientName: string
  admissionNo: string
  department: string
  ward: string | null
  state: EscalationState
  severity: Severity
  kind: DutyKind
  level: DutyLevel
  /** None: nobody is on duty. */
  ownerName: string | null
  mine: boolean
  rule: string
  question: string
  /** None: an amendment took it away. */
  answer: AnswerValue | null
  /** Of a choice, in words. */
  answerText: string | null
  /** What the rule says is to be done. */
  advice: string
  raisedAt: Time
  dueAt: Time
  /** When it goes to the next level unless it is closed before. */
  climbsAt: Time | null
  acknowledgedAt: Time | null
  closedAt: Time | null
}

export interface EscalationStep {
  at: Time
  kind: 'RAISED' | 'REVISED' | 'WITHDRAWN' | 'FIXED' | 'ACKNOWLEDGED' | 'HANDED_OVER' | 'CLIMBED' | 'NOTED' | 'CALLED_BACK' | 'CLOSED' | 'TOLD_OUTSIDE' | 'NOT_TOLD_YET' | 'NOT_TOLD'
  /** None: the house by itself. */
  who: string | null
  level: DutyLevel
  owner: string | null
  planned: Time | null
  note: string | null
  call: Id | null
}

/** A call to the patient after the alarm. */
export interface CallBack { call: Id; record: Id | null; form: string | null; at: Time; reached: boolean; live: boolean; by: string | null }

export interface EscalationView {
  row: EscalationRow
  questionnaire: string
  questionnaireVersion: number
  /** Of the talk, when the answer was given. */
  heardSecond: number | null
  recording: { id: Id; state: string } | null
  closingCall: Id | null
  closingWhy: string | null
  history: EscalationStep[]
  callBacks: CallBack[]
  /** Of a complaint, once the patient was called back: our answer, and how content he is with it. */
  answered: { record: Id; solved: string | null; solvedText: string | null; content: string | null; contentText: string | null; signed: boolean } | null
  /** The one because of which he was called when this was raised. */
  origin: Id | null
}

export interface EscalationCounts { open: number; mine: number; mineWaiting: number; overdue: number; waiting: number; unowned: number }
export interface EscalationPage { items: EscalationRow[]; next: string | null; counts: EscalationCounts; at: Time }

/** A patient with something open; `worst` of it. */
export interface OpenAlerts { patientId: Id; worst: Severity; open: number; dueAt: Time }

/** When somebody is on duty by the house's clock: days on which it begins (1 is Monday, none is every day); no time is round the clock. */
export interface DutyShift { id: Id; days: number[]; from: string | null; until: string | null }
export interface DutyPerson extends DutyShift { name: string; active: boolean }
/** No shift from the first day to the last, whatever the roster says. */
export interface DutyAbsence { who: Id; name: string; from: string; until: string }
/** Who would be told of what is for the level `asked`, and at which level he is; not `here` is told off duty, because nobody is on. */
export interface OnDuty { at: string; zone: string; told: { kind: DutyKind; department: string; asked: DutyLevel; level: DutyLevel; name: string; here: boolean }[] }
/** Times of the coming week at which nobody is on duty at a level or above it. */
export interface DutyGaps { from: string; zone: string; gaps: { level: DutyLevel; from: string; until: string }[] }
export type DutyLevels = Record<DutyLevel, DutyPerson[]>
/** `*` stands in wherever a department has nobody of its own. */
export interface DutyRoster {
  departments: { kind: DutyKind; department: string; levels: DutyLevels }[]
  colleagues: { id: Id; name: string; role: Role; all: boolean; departments: string[] }[]
  absences: DutyAbsence[]
}

export interface EscalationTally { found: number; acknowledged: number; closed: number; closedInTime: number; calledBack: number; climbed: number }
export interface EscalationRule {
  questionnaire: string
  version: number
  rule: string
  question: string
  advice: string
  severity: Severity
  asked: number
  fired: number
  verdict: 'NEVER' | 'ALWAYS' | 'USEFUL' | 'TOO_FEW'
  tally: EscalationTally
}
export interface EscalationStatistics {
  from: Time
  to: Time
  whole: EscalationTally
  severities: { severity: Severity; tally: EscalationTally }[]
  levels: { level: DutyLevel; tally: EscalationTally }[]
  wards: { department: string; ward: string | null; tally: EscalationTally }[]
  rules: EscalationRule[]
  complaints: { tally: EscalationTally; answered: number; solved: number; partly: number; unsolved: number; rated: number; content: number }
}

/** How alerts get to people who are not signed in. */
export interface OutsideChannel {
  used: boolean
  /** Of the gateway. */
  host: string
  failing: { since: Time; alerts: number; text: string } | null
}

export interface OutsideTest { told: boolean; text: string }
