import { expect, test } from 'vitest'
import type { RecordView } from '@/shared/api/schema'
import { begin, spoken } from './sheet'

const view = { leaflet: { code: 'lung', title: 'Lungs', advice: ['a', 'b'], medicines: ['m'], warnings: ['w'] }, answers: { agreed: ['action', 'advice', 'never'], appointments: ['date'] } }
const record = {
  questionnaire: { items: [{ linkId: 'done', item: [{ linkId: 'action', answerOption: [{ code: 'CLINIC', display: 'See the clinic' }, { code: 'ADVICE', display: 'Advice' }] }, { linkId: 'advice' }] }, { linkId: 'date' }] },
  answers: { action: ['CLINIC', 'ADVICE'], advice: 'drink more', date: '2026-12-01' }, callbackAt: null, nextStep: { text: '', at: '2026-11-24T02:00:00Z' },
} as unknown as RecordView

test('a sheet begins with the leaflet, and with what of the talk goes home', () => {
  expect(begin(view, record, 'Ward 3', 'en')).toEqual({ agreed: 'See the clinic, Advice\ndrink more', advice: 'a\nb', medicines: 'm', warnings: 'w', ask: 'Ward 3', nextCall: '2026-11-24T02:00:00Z', appointment: '2026-12-01' })
})

test('without a talk it is the leaflet alone', () => {
  expect(begin(view, null, '', 'zh-CN')).toMatchObject({ agreed: '', warnings: 'w', nextCall: '', appointment: '' })
})

test('a day is said in the language of the patient, and is the same day everywhere', () => {
  expect(spoken('2026-12-01', 'en')).toBe('Tuesday, December 1, 2026')
  expect(spoken('2026-12-01', 'zh-CN')).toBe('2026年12月1日星期二')
  expect(spoken('', 'en')).toBe('')
})
