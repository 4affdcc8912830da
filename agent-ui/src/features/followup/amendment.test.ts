import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { PastVersion, RecordView } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import { amended } from './amendment'
import PastVersions from './PastVersions.vue'

const signed = { disposition: 'INTERRUPTED', dispositionText: 'Interrupted', reached: 'PATIENT', relation: null, completion: 'PARTIAL', clinical: 'NONE', note: '', signedBy: 'A', signedAt: '2026-11-23T02:00:00Z', callbackAt: null, reopenedBy: 'A', reopenedAt: '2026-11-23T04:00:00Z', why: 'misheard' } as const
const version = (n: number, more: Partial<PastVersion>): PastVersion => ({ ...signed, version: n, answers: {}, ...more })
const record = (past: PastVersion[], more: Partial<RecordView>) => ({
  id: 'r', state: 'SIGNED', past, answers: {}, note: '', reached: 'PATIENT', relation: null, completion: 'PARTIAL', clinical: 'NONE', disposition: 'INTERRUPTED', dispositionText: 'Interrupted',
  questionnaire: { code: 'q', version: 1, title: 'Q', items: [{ linkId: 'g', type: 'group', text: 'G', item: [
    { linkId: 'pain', type: 'integer', text: 'Pain' }, { linkId: 'fever', type: 'boolean', text: 'Fever' }, { linkId: 'wound', type: 'choice', text: 'Wound', answerOption: [{ code: 'RED', display: 'Red' }] }, { linkId: 'known', type: 'boolean', text: 'Known', hidden: true },
  ] }] }, ...more,
}) as unknown as RecordView
const told = (of: RecordView, i: number) => amended(of, i, key => key).filter(row => row.was !== null || row.is !== null).map(row => [row.of, row.was, row.is, row.changed])

test('each answer and each axis stands beside what it was, and what changed is marked', () => {
  const one = record([version(3, { answers: { pain: 2, fever: true, known: true } })], { answers: { pain: 7, fever: true, wound: 'RED', known: false }, clinical: 'URGENT' })
  expect(told(one, 0)).toEqual([
    ['field.disposition', 'Interrupted', 'Interrupted', false], ['field.reached', 'reached.PATIENT', 'reached.PATIENT', false], ['field.completion', 'completion.PARTIAL', 'completion.PARTIAL', false],
    ['field.clinical', 'clinical.NONE', 'clinical.URGENT', true], ['Pain', '2', '7', true], ['Fever', 'common.yes', 'common.yes', false], ['Wound', null, 'Red', true],
  ])
})

test('of several versions each is held against the one that followed it', () => {
  const one = record([version(3, { answers: { pain: 2 } }), version(6, { answers: { pain: 3 } })], { answers: { pain: 3 } })
  expect([told(one, 0).at(-1), told(one, 1).at(-1)]).toEqual([['Pain', '2', '3', true], ['Pain', '3', '3', false]])
})

test('what changed is told by a word, and old and new by more than a colour', () => {
  const screen = mount(PastVersions, { props: { record: record([version(3, { answers: { pain: 2, fever: true } })], { answers: { pain: 7, fever: true } }) }, global: { plugins: [i18n], stubs: { ElIcon: true } } })
  const changed = screen.findAll('tr.changed')
  expect(changed).toHaveLength(1)
  expect([changed[0]!.find('del').text(), changed[0]!.find('ins').text(), changed[0]!.find('.mark').text()]).toEqual(['2', '7', i18n.global.t('amend.changed')])
  expect(screen.text()).toContain('misheard')
})
