import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { EscalationStep, EscalationView } from '@/shared/api/schema-escalation'
import { i18n } from '@/shared/i18n'
import AlertDetail from './AlertDetail.vue'

const step = (kind: EscalationStep['kind'], more: Partial<EscalationStep> = {}): EscalationStep => ({ at: '2026-11-23T10:00:00Z', kind, who: null, level: 'DOCTOR', owner: 'Dr Demo', planned: null, note: null, call: null, ...more })
const view = {
  row: { id: 'e1', patientId: 'p', patientName: 'Demo', recordId: 'r1', admissionNo: '1', department: 'Ward', ward: null, state: 'RAISED', severity: 'URGENT', kind: 'CLINICAL', level: 'DOCTOR', ownerName: 'Dr Demo', mine: false, rule: 'pain#1', question: 'Pain', answer: 8, answerText: null, advice: '', raisedAt: '2026-11-23T10:00:00Z', dueAt: '2026-11-23T14:00:00Z', climbsAt: null, acknowledgedAt: null, closedAt: null },
  questionnaire: 'post-discharge', questionnaireVersion: 2, heardSecond: null, recording: null, closingCall: null, closingWhy: null, callBacks: [], answered: null, origin: null,
  history: [step('RAISED', { who: 'Nurse' }), step('NOT_TOLD_YET', { note: 'The gateway answers HTTP 503' }), step('TOLD_OUTSIDE')],
} as EscalationView

test('the history says who was told outside, and why somebody was not', () => {
  i18n.global.locale.value = 'en' as never
  const shown = mount(AlertDetail, { props: { view, now: 0, mayAct: false, mayCall: false, whyNoCall: null, busy: false }, global: { plugins: [i18n], stubs: { RouterLink: true, ElIcon: true, ElButton: true, ElInput: true, SlaClock: true } } })
  const [, failed, told] = shown.findAll('ol li').map(li => li.text())
  expect(failed).toMatch(/Could not be told outside yet.*Dr Demo.*HTTP 503/)
  expect(told).toMatch(/Told outside.*Dr Demo/)
})
