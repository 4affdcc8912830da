import { expect, test } from 'vitest'
import type { Item, Questionnaire, CallView, Disposition } from '@/shared/api/schema'
import { chosenDay, clinicalOf, completionOf, lacks, likely, proposal, whoTold, type Outcome } from './outcome'
import type { Section } from './questionnaire'

const kind = (code: string, needsNote = false): Disposition => ({ code, text: code, needsNote, reached: null, nextStep: null, closes: false })
const page: Section = { linkId: 's', title: 's', say: null, questions: [
  { linkId: 'a', type: 'boolean', text: 'a', required: true },
  { linkId: 'b', type: 'integer', text: 'b', redFlag: [{ when: { operator: '>=', answer: 7 }, text: 'call the doctor' }] },
] }
const whole: Outcome = { disposition: kind('NO_ANSWER'), reached: 'NOBODY', relation: null, completion: 'NOT_STARTED', clinical: 'NONE', note: '', callbackAt: null }

test('the switchboard knows best what became of the line', () => {
  const call = { suggested: { disposition: 'BUSY', reached: 'NOBODY', completion: 'NOT_STARTED' } } as CallView
  expect(proposal(call, 'NOT_STARTED', false)).toBe('BUSY')
})

test('a whole interview proposes itself as done, with a red flag as escalated, half of one proposes nothing', () => {
  expect(proposal(null, 'COMPLETE', false)).toBe('COMPLETED_ROUTINE')
  expect(proposal(null, 'COMPLETE', true)).toBe('COMPLETED_ESCALATED')
  expect(proposal(null, 'PARTIAL', false)).toBeNull()
})

test('how far the interview got is told from the answers', () => {
  expect(completionOf([page], {})).toBe('NOT_STARTED')
  expect(completionOf([page], { b: 3 })).toBe('PARTIAL')
  expect(completionOf([page], { a: false })).toBe('COMPLETE')
})

test('the gravest red flag is the clinical result, a score’s too', () => {
  const grave: Item = { linkId: 'c', type: 'boolean', text: 'c', redFlag: [{ when: { operator: '=', answer: true }, level: 'EMERGENCY', text: '120' }] }
  const form: Questionnaire = { code: 'q', version: 1, title: 'Q', items: [...page.questions, grave] }
  expect(clinicalOf(form, { b: 8 })).toEqual({ result: 'URGENT', flags: 1 })
  expect(clinicalOf(form, { b: 8, c: true })).toEqual({ result: 'EMERGENCY', flags: 2 })
  expect(clinicalOf(form, { b: 2 })).toEqual({ result: 'ROUTINE', flags: 0 })
  const scored = { ...form, scores: [{ id: 's', text: 's', formula: '2 * \'b\'', redFlag: [{ when: { operator: '>=' as const, answer: 4 }, level: 'ROUTINE' as const, text: 's' }] }] }
  expect(clinicalOf(scored, { b: 2 })).toEqual({ result: 'ROUTINE', flags: 1 })
})

test('who is on the telephone is asked once and kept in both places', () => {
  const who = { linkId: 'who', type: 'choice' as const, text: 'who' }
  expect(whoTold(who, 'FAMILY')).toEqual({ reached: 'PROXY' })
  expect(whoTold({ ...who, linkId: 'relation' }, 'CHILD')).toEqual({ relation: 'CHILD' })
  expect(whoTold({ ...who, linkId: 'pain' }, 3)).toEqual({})
})

test('the suggested outcome comes first and once', () => {
  const all = ['BUSY', 'NO_ANSWER', 'COMPLETED_ROUTINE'].map(code => kind(code))
  expect(likely(all, false, 'BUSY').map(d => d.code)).toEqual(['BUSY', 'NO_ANSWER'])
  expect(likely(all, true, null).map(d => d.code)).toEqual(['COMPLETED_ROUTINE'])
})

test('a family member needs a relation, a callback a time, some outcomes a note', () => {
  expect(lacks(whole)).toEqual([])
  expect(lacks({ ...whole, reached: 'PROXY' })).toEqual(['relation'])
  expect(lacks({ ...whole, disposition: kind('CALLBACK_DEFINITE') })).toEqual(['callbackAt'])
  expect(lacks({ ...whole, disposition: kind('DECEASED', true) })).toEqual(['note'])
  expect(lacks({ ...whole, disposition: null, clinical: null })).toEqual(['disposition', 'clinical'])
})

test('the next follow-up is signed as it was seen: proposed, changed, none, or left to the plan', () => {
  const plan = { on: '2026-11-27', day: 7, from: '2026-11-24', until: '2028-11-22' }
  expect(chosenDay(plan, undefined)).toEqual({ on: '2026-11-27' })
  expect(chosenDay(plan, '2026-12-01')).toEqual({ on: '2026-12-01' })
  expect(chosenDay(plan, '')).toEqual({ on: null })
  expect(chosenDay({ ...plan, on: null, day: null }, undefined)).toEqual({ on: null })
  // Not read yet, or not readable: nothing is lost, the server follows the plan.
  expect(chosenDay(undefined, undefined)).toBeUndefined()
})
