import type { Rule, RuleDraft, RuleStep } from '@/shared/api/schema'

export const steps: RuleStep[] = ['RETRY', 'NEXT_NUMBER', 'CALLBACK', 'CLOSE', 'STOP', 'SUPERVISOR']

/** Only these lead to another call, so only for these a delay and its kin mean anything. */
export const callsAgain = (step: RuleStep) => step === 'RETRY' || step === 'NEXT_NUMBER' || step === 'CALLBACK'

export type Unit = 'minute' | 'hour' | 'day'
const minutes: Record<Unit, number> = { minute: 1, hour: 60, day: 1440 }

/** A delay in its largest whole unit. */
export function delayIn(total: number): { n: number; unit: Unit } {
  const unit = total > 0 && total % 1440 === 0 ? 'day' : total > 0 && total % 60 === 0 ? 'hour' : 'minute'
  return { n: total / minutes[unit], unit }
}

export const toMinutes = (n: number, unit: Unit) => Math.max(0, Math.round(n * minutes[unit]))

export function draftOfRule(rule: Rule): RuleDraft {
  const { delayMinutes, step, otherPartOfDay, otherNumber, otherNurse = false, countsAttempt, needsNote, maxTimes } = rule
  return { delayMinutes, step, otherPartOfDay, otherNumber, otherNurse, countsAttempt, needsNote, maxTimes }
}
