import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { EscalationView } from '@/shared/api/schema-escalation'
import { i18n } from '@/shared/i18n'
import AlertDetail from './AlertDetail.vue'
import { levelKey } from './sla'

const view = {
  row: { id: 'e1', patientId: 'p', patientName: 'Demo', recordId: 'r1', admissionNo: '1', department: 'Ward', ward: null, state: 'CLOSED', severity: 'ROUTINE', kind: 'COMPLAINT', level: 'NURSE', ownerName: 'Desk', mine: false, rule: 'complaint#1', question: 'Has a complaint', answer: true, answerText: null, advice: '', raisedAt: '2026-11-23T10:00:00Z', dueAt: '2026-11-25T10:00:00Z', climbsAt: null, acknowledgedAt: null, closedAt: '2026-11-24T10:00:00Z' },
  questionnaire: 'satisfaction', questionnaireVersion: 2, heardSecond: null, recording: null, closingCall: 'c1', closingWhy: null, history: [], callBacks: [],
  answered: { record: 'r2', solved: 'SOLVED', solvedText: 'Solved', content: '5', contentText: 'Very satisfied', signed: true }, origin: 'e0',
} as EscalationView

test('a complaint shows our answer, how content he is with it, and what it follows from', () => {
  i18n.global.locale.value = 'en' as never
  const link = { props: ['to'], template: '<a :href="typeof to === \'string\' ? to : to.query.id"><slot /></a>' }
  const shown = mount(AlertDetail, { props: { view, now: 0, mayAct: false, mayCall: false, whyNoCall: null, busy: false }, global: { plugins: [i18n], stubs: { RouterLink: link, ElIcon: true, ElButton: true, ElInput: true, SlaClock: true } } })
  expect(shown.text()).toContain('Solved')
  expect(shown.text()).toContain('Very satisfied')
  expect(shown.text()).toContain('Complaints desk')
  expect(shown.find('a[href="/records/r2"]').exists()).toBe(true)
  expect(shown.find('a[href="e0"]').exists()).toBe(true)
})

test('the ladder of complaints has names of its own', () => {
  expect(levelKey('COMPLAINT', 'DOCTOR')).not.toBe(levelKey('CLINICAL', 'DOCTOR'))
})
