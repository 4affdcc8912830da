/** Two wordings of one questionnaire beside each other on one list. */
import type { Id, Time } from './schema-words'

/** With the bounds of its 95 % confidence interval. */
export interface Bounds { value: number; low: number; high: number }
export type TrialWhat = 'REACHED' | 'COMPLETE' | 'ALARMS' | 'MINUTES' | 'SATISFACTION' | 'COMPLAINTS'
/** `hits` of `of` patients; null for a mean. No bounds where there is too little. */
export interface TrialSide { hits: number | null; of: number; bounds: Bounds | null }
export interface TrialLine { what: TrialWhat; usual: TrialSide; fresh: TrialSide; difference: Bounds | null }

export interface Trial {
  id: Id
  purpose: string
  questionnaire: string
  versionA: number
  versionB: number
  satisfaction: string | null
  complaint: string | null
  startedAt: Time
  startedBy: string | null
  endedAt: Time | null
  endedBy: string | null
  endedWhy: string | null
  /** It ended because the new wording found fewer alarms. */
  byItself: boolean
  lines: TrialLine[]
  /** How much more likely a difference in alarms is than none; it ends itself at `enough`, from `least` patients reached in each arm. */
  ratio: number
  enough: number
  least: number
}

export interface TrialWish { purpose: string; version: number | null; satisfaction: string | null; complaint: string | null }
