import type { AnswerValue, CallView, Clinical, Completion, Disposition, Item, NextFollowUp, Questionnaire, Reached, RecordView, Signature } from '@/shared/api/schema'
import { missing, progressOf, raisedFlags, type Section } from './questionnaire'

/** Outcomes that mean a time was agreed: `must` when without it the outcome says nothing. */
export const callbackTime: Record<string, 'may' | 'must'> = {
  CALLBACK_DEFINITE: 'must', CALLBACK_UNSPECIFIED: 'may', NOT_HOME_PROXY_ANSWERED: 'may', INTERRUPTED: 'may', SOFT_REFUSAL: 'may',
}

const afterTalk = ['COMPLETED_ROUTINE', 'COMPLETED_ESCALATED', 'CALLBACK_DEFINITE', 'NOT_HOME_PROXY_ANSWERED', 'SOFT_REFUSAL', 'WRONG_PERSON', 'INTERRUPTED']
const afterSilence = ['NO_ANSWER', 'BUSY', 'NUMBER_INVALID', 'MACHINE_NO_MESSAGE', 'TECHNICAL_FAILURE']

/** The few outcomes worth a button after this call, the suggested one first. */
export function likely(all: Disposition[], answered: boolean, suggested: string | null): Disposition[] {
  const codes = [...new Set([...(suggested ? [suggested] : []), ...(answered ? afterTalk : afterSilence)])]
  return codes.map(code => all.find(d => d.code === code)).filter(d => d !== undefined)
}

/** How far the interview got, told from the answers. */
export function completionOf(pages: Section[], answers: RecordView['answers'], form?: Questionnaire): Completion {
  const done = pages.reduce((sum, page) => sum + progressOf(page, answers).done, 0)
  if (done === 0) return 'NOT_STARTED'
  return missing(pages, answers, form).length === 0 ? 'COMPLETE' : 'PARTIAL'
}

const gravity: Clinical[] = ['NONE', 'ROUTINE', 'ADVICE', 'URGENT', 'EMERGENCY']

/** The clinical result that the answers speak for: the gravest of their red flags, else routine. */
export function clinicalOf(form: Questionnaire, answers: RecordView['answers']): { result: Clinical; flags: number } {
  const levels = raisedFlags(form, answers).map(one => gravity.indexOf(one.flag.level ?? 'URGENT'))
  return { result: gravity[Math.max(1, ...levels)]!, flags: levels.length }
}

/** Whom a form's own question about the person on the telephone means, in the words of the record. */
export function whoTold(item: Item, value: AnswerValue | null): Partial<Pick<RecordView, 'reached' | 'relation'>> {
  if (item.linkId === 'who') return { reached: value === 'PATIENT' ? 'PATIENT' : value === 'FAMILY' ? 'PROXY' : value === 'OTHER' ? 'OTHER' : null }
  if (item.linkId === 'relation') return { relation: value as RecordView['relation'] }
  return {}
}

/** What we propose to sign: the switchboard's word first, else what the answers say. */
export function proposal(call: Pick<CallView, 'suggested'> | null, completion: Completion, flagged: boolean): string | null {
  if (call?.suggested) return call.suggested.disposition
  if (completion === 'COMPLETE') return flagged ? 'COMPLETED_ESCALATED' : 'COMPLETED_ROUTINE'
  return null
}

export interface Outcome {
  disposition: Disposition | null
  reached: Reached | null
  relation: string | null
  completion: Completion | null
  clinical: Clinical | null
  note: string
  callbackAt: string | null
}

export type Lack = 'disposition' | 'reached' | 'relation' | 'completion' | 'clinical' | 'note' | 'callbackAt'

/** What still has to be said before this outcome can be signed. */
export function lacks(outcome: Outcome): Lack[] {
  const found: Lack[] = []
  if (!outcome.disposition) found.push('disposition')
  if (!outcome.reached) found.push('reached')
  if (outcome.reached === 'PROXY' && !outcome.relation) found.push('relation')
  if (!outcome.completion) found.push('completion')
  if (!outcome.clinical) found.push('clinical')
  if (outcome.disposition?.needsNote && outcome.note.trim() === '') found.push('note')
  if (outcome.disposition && callbackTime[outcome.disposition.code] === 'must' && !outcome.callbackAt) found.push('callbackAt')
  return found
}

/** The next follow-up as it is signed: left to the list's plan while that is neither known nor touched, else the day she saw. */
export function chosenDay(plan: NextFollowUp | undefined, typed: string | undefined): Signature['nextFollowUp'] {
  if (typed !== undefined) return { on: typed || null }
  return plan ? { on: plan.on } : undefined
}
