import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, test } from 'vitest'
import type { RecordView } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import { autosave } from './autosave'
import QuestionnaireForm from './QuestionnaireForm.vue'

function filled(more: Partial<RecordView> = {}) {
  const record = { id: 'r', answers: {}, savedAt: null, questionnaire: { code: 'q', version: 1, title: 'Q', items: [
    { linkId: 'one', type: 'group', text: 'One', item: [
      { linkId: 'feeling', type: 'choice', text: 'Feeling', answerOption: [{ code: 'BETTER', display: 'Better' }, { code: 'WORSE', display: 'Worse' }], redFlag: [{ when: { operator: '=', answer: 'WORSE' }, text: 'tell the doctor' }] },
      { linkId: 'problem', type: 'text', text: 'Problem', enableWhen: [{ question: 'feeling', operator: '=', answer: 'WORSE' }] },
    ] },
    { linkId: 'two', type: 'group', text: 'Two', item: [{ linkId: 'visit', type: 'boolean', text: 'Visit' }] },
  ] }, ...more } as unknown as RecordView
  const form = autosave({ read: async () => ({ record, etag: '1' }), patch: async () => ({ record, etag: '1' }) }, { record, etag: '1' }, () => () => undefined)
  const screen = mount(QuestionnaireForm, { props: { form, disabled: false }, attachTo: document.body, global: { plugins: [i18n, createPinia()], stubs: { ElIcon: true, ElButton: true, RouterLink: true } } })
  const press = async (key: string, init: KeyboardEventInit = {}) => {
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))
    await new Promise(done => setTimeout(done))
  }
  return { form, screen, press }
}

test('a form is filled by keys alone: a digit picks, Enter goes on, and over the end of a section too', async () => {
  const { form, screen, press } = filled()
  await press('1')
  expect(form.answers()).toEqual({ feeling: 'BETTER' })
  await press('Enter')
  await press('Enter')
  await press('2')
  expect(form.answers()).toEqual({ feeling: 'BETTER', visit: false })
  screen.unmount()
})

test('an answer opens its follow-up question and its advice at once', async () => {
  const { screen, press } = filled()
  expect(screen.text()).not.toContain('Problem')
  await press('2')
  expect(screen.text()).toContain('Problem')
  expect(screen.find('[role=alert]').text()).toContain('tell the doctor')
  screen.unmount()
})

test('a digit that an input method is composing picks nothing', async () => {
  const { form, screen, press } = filled()
  await press('1', { isComposing: true })
  expect(form.answers()).toEqual({})
  screen.unmount()
})

const broken = { record: 'old', at: '2026-11-23T02:10:00Z', openQuestion: 'visit', answers: ['feeling'] }

test('a form that goes on with a talk that broke off opens where it broke off, and says whose answers these are', async () => {
  const { screen, press } = filled({ answers: { feeling: 'BETTER' }, resumed: broken })
  expect(screen.find('[data-question=visit]').exists()).toBe(true)
  await screen.findAll('nav.sections button')[0]!.trigger('click')
  expect(screen.find('[data-question=feeling]').text()).toContain('中断的那次通话中所答')
  await press('2')
  expect(screen.find('[data-question=feeling]').text()).not.toContain('中断的那次通话中所答')
  screen.unmount()
})

test('who is there is asked first; from there it goes to where the talk broke off', async () => {
  const question = (linkId: string, more = {}) => ({ linkId, type: 'group', text: linkId, item: [{ linkId: `${linkId}.1`, type: 'boolean', text: linkId, ...more }] })
  const { screen, press } = filled({ answers: { 'b.1': true }, resumed: { ...broken, openQuestion: 'c.1', answers: ['b.1'] },
    questionnaire: { code: 'q', version: 1, title: 'Q', items: [question('a', { gate: true }), question('b'), question('c')] } as unknown as RecordView['questionnaire'] })
  expect(screen.find('[data-question="a.1"]').exists()).toBe(true)
  await press('1')
  await press('Enter')
  await press('Enter')
  expect(screen.find('[data-question="c.1"]').exists()).toBe(true)
  screen.unmount()
})
