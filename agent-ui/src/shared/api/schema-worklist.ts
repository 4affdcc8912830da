/** What is owed, when and how it is dialed, and why not. */
import type { Sex } from './schema-patient'
import type { Id, Time, Why } from './schema-words'

export interface Worklist {
  id: Id
  name: string
  departments?: string[]
  questionnaireTitle?: string
  questionnaire?: string
  openNow: boolean
  mode?: DialMode
  wrapUpSeconds?: number
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
  /** Null: always by the newest. */
  questionnaireVersion: number | null
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
  teams: Id[]
  /** Minutes a call is kept for who talked with the patient last; 0 for whoever is free. */
  sameNurseMinutes: number
  /** How long writing up should take; null: as long as the house says. */
  wrapUpSeconds: number | null
  /** Days after discharge on which further follow-ups are owed, ascending. */
  followUpDays: number[]
  hours: Hours[]
  keepsHolidays: boolean
}

/** A worklist as it travels. */
export interface WorklistView { id: Id; settings: WorklistDraft; paused: boolean; pausedWhy: string | null; openNow: boolean; version: number }

export interface NextUp { items: { task: TaskRow; why: Why }[]; at: Time }
export interface Reason extends Why { until: Time | null }
export interface WhyNothing { canDial: number; reasons: (Reason & { count: number })[]; readyNurses: number; at: Time }
/** What the dial key would do for a task in hand; tries count over all lists. */
export interface DialKey { works: boolean; attempt: number; maxAttempts: number; today: number; perDay: number; week: number; perWeek: number; messageLeft: boolean; reasons: Reason[] }
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

export interface MissedCallback { task: TaskRow; agreedAt: Time; minutesLate: number; nurseName: string | null }

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

/** Abandoned calls as regulators count them; only calls rung ahead of the nurses. A percentage is null when no person answered. */
export interface DropRates {
  /** By Ofcom's formula, today so far; `falsePositives` of those taken for machines are counted as abandoned persons. */
  today: { day: string; calls: number; abandoned: number; live: number; takenForMachines: number; falsePositives: number; percent: number | null; limit: number }
  /** By the FTC's rule, the campaign's running thirty days; null while the list has never rung ahead. */
  month: { from: string; until: string; calls: number; answered: number; abandoned: number; percent: number | null; limit: number; kept: boolean } | null
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

export type TaskTab = 'due' | 'overdue' | 'alert' | 'waiting' | 'callback' | 'done' | 'supervisor' | 'lost'

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
  /** Why a nurse gave it back last. */
  skipReason?: string | null
  /** What he must not be given, as told. */
  allergies?: string | null
  /** Of coming back to the hospital, by length of stay and age. */
  highRisk?: boolean
  closedAt?: Time | null
}

export interface TaskPage {
  items: TaskRow[]
  next: string | null
  counts: Record<TaskTab, number>
  progress: { doneToday: number; plannedToday: number; givenUpToday?: number }
}

export interface NextTask { task: TaskRow | null; why: (Why & { count: number })[] }
