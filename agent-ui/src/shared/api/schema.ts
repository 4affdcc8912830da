/** The REST and STOMP contract, as types. Times are ISO-8601 with offset, ids are UUIDs. */
export type Id = string
export type Time = string

export type Role = 'NURSE' | 'SUPERVISOR' | 'QUALITY' | 'PHYSICIAN' | 'ADMIN'
export type DeskKind = 'BROWSER' | 'PHONE'
export type Presence = 'OFFLINE' | 'READY' | 'PAUSED' | 'ON_CALL' | 'WRAPPING_UP'
export type Permission =
  | 'call' | 'record.read' | 'record.write' | 'recording.play' | 'transcript.search'
  | 'recording.govern' | 'recording.export' | 'import' | 'staff.admin' | 'audit.read' | 'worklist.read' | 'worklist.write' | 'supervise' | 'operate'
/** What she will be when a call and its wrap-up are over. */
export type Afterwards = 'READY' | 'PAUSED' | 'OFFLINE'

export interface Me {
  id: Id
  login: string
  name: string
  role: Role
  departments: string[]
  allDepartments: boolean
  extension: string
  deskKind: DeskKind
  presence: Presence
  pausedWhy: string | null
  /** What she will be when her call and its wrap-up are over; null while she is free. */
  afterwards: Afterwards | null
  mustChangePassword: boolean
  permissions: Permission[]
}

export interface Desk {
  extension: string
  deskKind: DeskKind
  reachable: boolean
  /** A progressive list serves this nurse: while she is ready, calls come by themselves. */
  auto: boolean
  account: { socket: string; uri: string; user: string; password: string }
}

export interface Status {
  telephony: { up: boolean; detail: string | null }
  store: { up: boolean; detail: string | null }
  models: { language: string; name: string; present: boolean; demo: boolean }[]
  database: { up: boolean }
  spoolWaiting: number
  transcriptsWaiting: number
  version: string
}

export interface Worklist {
  id: Id
  name: string
  departments?: string[]
  questionnaireTitle?: string
  questionnaire?: string
  openNow: boolean
  mode?: DialMode
  paused?: boolean
  pausedWhy?: string | null
  /** Seconds a nurse has to read before a preview list dials by itself; none: she dials. */
  previewSeconds?: number | null
  /** How many could be dialed this minute; asked per list where it is missing. */
  canDial?: number
  version?: number
  due: number
  waiting: number
  callbacks: number
  doneToday: number
  total: number
}

export type DialMode = 'MANUAL' | 'PREVIEW' | 'PROGRESSIVE' | 'PREDICTIVE'
export type WorkOrder = 'DUE' | 'RISK' | 'DISCHARGE_CLOCK' | 'ANSWER_PROBABILITY'
/** When a list may call: weekday 1 is Monday; `until` is the first minute that is too late. */
export interface Hours { weekday: number; from: string; until: string }

/** What one writes of a worklist; pausing is another matter. */
export interface WorklistDraft {
  name: string
  mode: DialMode
  questionnaire: string
  previewSeconds: number | null
  ringSeconds: number
  maxAttempts: number
  priority: number
  order: WorkOrder
  callerId: string | null
  /** The cap on abandoned calls of a predictive list, in percent of those answered within 30 minutes. */
  maxAbandonPercent: number
  /** Whether an answering machine is told from a person before a nurse hears it. */
  detectMachines: boolean
  startsOn: string | null
  endsOn: string | null
  callbackGraceMinutes: number
  zone: string
  feed: { departments: string[]; wards: string[]; icd10: string[]; minAge: number | null; maxAge: number | null }
  crew: Id[]
  hours: Hours[]
  keepsHolidays: boolean
}
/** A worklist as it travels. */
export interface WorklistView { id: Id; settings: WorklistDraft; paused: boolean; pausedWhy: string | null; openNow: boolean; version: number }

export interface NextUp { items: { task: TaskRow; why: Why }[]; at: Time }
export interface Reason extends Why { until: Time | null }
export interface WhyNothing { canDial: number; reasons: (Reason & { count: number })[]; readyNurses: number; at: Time }
export interface WhyNot { items: { taskId: Id; worklistName: string; canDial: boolean; reasons: Reason[] }[] }

export type RuleStep = 'RETRY' | 'NEXT_NUMBER' | 'CALLBACK' | 'CLOSE' | 'STOP' | 'SUPERVISOR'
export interface RuleDraft {
  delayMinutes: number
  step: RuleStep
  otherPartOfDay: boolean
  otherNumber: boolean
  otherNurse: boolean
  countsAttempt: boolean
  needsNote: boolean
  maxTimes: number | null
}
/** What follows an outcome; `own` when this list departs from the house. */
export interface Rule extends RuleDraft { disposition: string; display: string; own: boolean }

/** Caps per person over all lists; the afternoon and the evening begin at these minutes of the day. */
export interface HouseRules { perDay: number; perWeek: number; afternoon: number; evening: number }
export interface CalendarDay { day: string; kind: 'HOLIDAY' | 'WORKING'; name: string }

export interface MissedCallback { task: TaskRow; agreedAt: Time; minutesLate: number; nurseName: string | null }
export interface Colleague { id: Id; name: string; role: Role; extension: string | null; presence: Presence; reachable: boolean }
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
}
/** Somebody who called in and reached nobody. */
export interface MissedCaller { callId: Id; at: Time; patientId: Id | null; patientName: string | null; number: string; taskId: Id | null; outOfHours: boolean }
export interface Target { kind: 'DESK' | 'NUMBER'; value: string }
export type ListenMode = 'LISTEN' | 'WHISPER' | 'JOIN' | 'TAKE_OVER'

export type StandingKind = 'DO_NOT_CALL' | 'SUSPENDED'
export interface StandingEntry { at: Time; what: StandingKind; on: boolean; reason: string; byName: string | null }
/** Why follow-up rests: a code of ours, where the server tells more than that it does. */
export type Suspension = 'DECEASED' | 'READMITTED' | 'MOVED' | 'OTHER'
export interface Standing { doNotCall: boolean; suspended: boolean | Suspension | null; history: StandingEntry[] }

/** A line of the do-not-call list. */
export interface Uncalled { patientId: Id; name: string; admissionNo: string; department: string; reason: string; since: Time; byName: string | null }

/** How a list that dials by itself is doing in the running window. */
export interface Pacing {
  mode: DialMode
  effective: DialMode
  why: Why | null
  lines: number
  freeNurses: number
  ringing: number
  talking?: number
  waiting?: number
  abandonedInWindow: number
  answeredInWindow: number
  abandonPercent: number | null
  cap: number
  at: Time
}

/** Which tasks go where, in bulk. */
export interface Reassignment {
  tasks: Id[] | null
  filter?: { heldBy: Id }
  to: { worklistId?: Id; nurseId?: Id; anybody?: true }
}
export interface Skipped { taskId: Id; code: string; text: string }
export interface ReassignPreview { moves: number; skipped: Skipped[] }
/** `undo` names the move while it can be taken back. */
export interface Reassigned { moved: number; skipped: Skipped[]; undo: string | null }

/** One Asterisk of the house. */
export interface TelephonyNode { name: string; state: 'UP' | 'DRAINING' | 'DOWN'; calls: number; capacity: number; since: Time }

export interface Wallboard {
  at: Time
  tiles: {
    due: number; dialed: number; reached: number; completed: number; waiting: number; callbacksMissed: number
    /** Shares from 0 to 1; the wait in seconds. */
    reachRate: number | null; abandonRate: number | null; longestWait: number | null
  }
  nurses: WallNurse[]
  lists: { id: Id; name: string; mode: DialMode; paused: boolean; canDial: number; due: number }[]
  alarms: { code: string; text: string; since: Time; ref: string | null }[]
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

export type TaskTab = 'due' | 'waiting' | 'callback' | 'done'
export type Sex = 'MALE' | 'FEMALE' | 'UNKNOWN'
export interface Why { code: string; text: string }

export interface TaskRow {
  id: Id
  worklistId: Id
  patientId: Id
  patientName: string
  sex: Sex
  age: number | null
  admissionNo: string
  department: string
  ward: string | null
  diagnosis: string | null
  dischargedOn: string | null
  daysSinceDischarge: number | null
  dueAt: Time | null
  state: 'WAITING' | 'CLAIMED' | 'HELD' | 'DONE' | 'GIVEN_UP'
  attempts: number
  lastDisposition: string | null
  claimedBy: string | null
  mine: boolean
  why: Why | null
  nextAt: Time | null
}

export interface TaskPage {
  items: TaskRow[]
  next: string | null
  counts: Record<TaskTab, number>
  progress: { doneToday: number; plannedToday: number }
}

export interface NextTask { task: TaskRow | null; why: (Why & { count: number })[] }

export type Relation = 'SPOUSE' | 'CHILD' | 'PARENT' | 'SIBLING' | 'CAREGIVER' | 'FRIEND' | 'OTHER'

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
  consent: { calls: boolean; recording: boolean }
  contacts: Contact[]
  timeline: TimelineEntry[]
}

export type LineResult =
  | 'ANSWERED' | 'NO_ANSWER' | 'BUSY' | 'REJECTED' | 'INVALID_NUMBER' | 'CONGESTION' | 'TECHNICAL' | 'CANCELLED'
export type Reached = 'PATIENT' | 'PROXY' | 'OTHER' | 'NOBODY'
export type Completion = 'NOT_STARTED' | 'PARTIAL' | 'COMPLETE' | 'REFUSED'
export type Clinical = 'NONE' | 'ROUTINE' | 'ADVICE' | 'URGENT' | 'EMERGENCY'

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
}

export interface Party { role: 'THIRD' | 'SUPERVISOR'; name: string; state: 'RINGING' | 'TALKING' | 'LISTENING' | 'WHISPERING'; since: Time }
export interface Quality { mos: number | null; jitterMs: number | null; lossPercent: number | null }

export type AnswerValue = boolean | string | number | string[]
export type Answers = Record<string, AnswerValue>
export type Operator = '=' | '!=' | '>' | '<' | '>=' | '<=' | 'exists'

export interface Item {
  linkId: string
  type: 'group' | 'boolean' | 'choice' | 'open-choice' | 'integer' | 'decimal' | 'date' | 'text' | 'display'
  text: string
  say?: string | null
  required?: boolean
  repeats?: boolean
  answerOption?: { code: string; display: string }[] | null
  unit?: string | null
  min?: number | null
  max?: number | null
  enableWhen?: { question: string; operator: Operator; answer: AnswerValue }[] | null
  enableBehavior?: 'all' | 'any' | null
  redFlag?: { when: { operator: Operator; answer: AnswerValue }; level?: 'ROUTINE' | 'URGENT' | 'EMERGENCY' | null; text: string }[] | null
  /** While it is not answered with yes, nothing counts as an interview. */
  gate?: boolean
  item?: Item[] | null
}

export interface Questionnaire { code: string; version: string | number; title: string; items: Item[] }

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
  savedAt: Time | null
  nextStep: { text: string; at: Time | null } | null
  recording: { id: Id; state: RecordingState } | null
  transcript: { id: Id; state: TranscriptState } | null
}

export interface RecordPatch {
  answers?: Record<string, AnswerValue | null>
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
}

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

export interface Page<T> { items: T[]; next: string | null }

export interface Disposition { code: string; text: string; needsNote: boolean; reached: Reached | null; nextStep: string | null }

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

export type TranscriptState = 'WAITING' | 'READY' | 'NO_MODEL' | 'FAILED'
export type Speaker = 'NURSE' | 'PATIENT'
/** One recognised word: text, start and end in ms, confidence 0..1. */
export interface Word { w: string; s: number; e: number; c: number }
export interface Utterance { seq: number; speaker: Speaker; fromMs: number; toMs: number; text: string; words: Word[] }
export interface Transcript {
  id: Id
  state: TranscriptState
  model: string | null
  demo: boolean
  language: string | null
  utterances: Utterance[]
}

export interface Hit {
  recordingId: Id
  recordId: Id
  seq: number
  speaker: Speaker
  fromMs: number
  at: Time
  patientName: string
  department: string
  excerpt: string
  marks: [number, number][]
}

export type ImportAction = 'CREATE' | 'UPDATE' | 'SKIP' | 'ERROR'
export interface ImportError { line: number; column: string | null; value: string | null; code: string; message: string; fix: string | null }
export interface ImportView {
  id: Id
  fileName: string
  encoding: string | null
  state: 'PREVIEW' | 'COMMITTING' | 'COMMITTED' | 'DISCARDED'
  columns: { header: string; field: string | null }[]
  counts: { rows: number; create: number; update: number; skip: number; errors: number }
  rows?: { line: number; action: ImportAction; cells: Record<string, string | null> }[] | null
  errors?: ImportError[] | null
  problems?: { code: string; message: string; fix: string | null }[] | null
  createdAt: Time
  by: string | null
  progress: number
}

export interface StaffView {
  id: Id
  login: string
  name: string
  role: Role
  departments: string[]
  allDepartments: boolean
  extension: string | null
  active: boolean
  lockedUntil: Time | null
}
export interface StaffDraft {
  login: string
  name: string
  role: Role
  departments: string[]
  allDepartments: boolean
  extension: string | null
  active: boolean
}

export interface AuditRow {
  at: Time
  who: string | null
  action: string
  subjectType: string | null
  subjectId: string | null
  detail: string | null
}

export interface FieldError { pointer: string; message: string }
export interface Problem { status?: number; code?: string; title?: string; detail?: string; errors?: FieldError[] }

export type FrameType =
  | 'call.changed' | 'record.changed' | 'recording.changed' | 'transcript.changed'
  | 'task.changed' | 'me.changed' | 'status.changed' | 'desk.changed'
/** One push: what changed, never the thing itself. */
export interface Frame { v: number; seq: number; type: FrameType; at: Time; ref: string | null }
