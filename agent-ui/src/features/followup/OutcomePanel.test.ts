import { VueQueryPlugin } from '@tanstack/vue-query'
import { mount } from '@vue/test-utils'
import ElementPlus from 'element-plus'
import { createPinia } from 'pinia'
import { expect, test } from 'vitest'
import type { Disposition, Item, RecordView } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import { autosave } from './autosave'
import OutcomePanel from './OutcomePanel.vue'

const kind = (code: string, more: Partial<Disposition> = {}) => ({ code, text: code, needsNote: false, nextStep: null, closes: false, reached: null, ...more }) as Disposition
const dispositions = [kind('CALLBACK_DEFINITE'), kind('SOFT_REFUSAL', { needsNote: true })]

function panel(items: Item[] = [], offered = dispositions) {
  const record = { id: 'r', answers: {}, savedAt: null, questionnaire: { code: 'q', version: 1, title: 'Q', items } } as unknown as RecordView
  const form = autosave({ read: async () => ({ record, etag: '1' }), patch: async () => ({ record, etag: '1' }) }, { record, etag: '1' }, () => () => undefined)
  const screen = mount(OutcomePanel, { props: { form, call: { answeredAt: '2026-11-23T02:00:00Z', suggested: null }, dispositions: offered }, attachTo: document.body, global: { plugins: [i18n, createPinia(), ElementPlus, VueQueryPlugin] } })
  const sign = async () => {
    screen.vm.sign(false)
    await screen.vm.$nextTick()
    return screen.findAll('.lacking button')
  }
  return { form, screen, sign }
}

test('what is still missing is a way to where it is filled in', async () => {
  const { form, screen, sign } = panel()
  const focused = async (n: number) => {
    await (await sign())[n]!.trigger('click')
    return document.activeElement!.closest('[data-lack]')?.getAttribute('data-lack')
  }
  expect(await focused(0)).toBe('disposition')
  await screen.findAll('input[name="disposition"]')[0]!.trigger('change')
  form.set('reached', 'PROXY')
  form.set('completion', null)
  await screen.vm.$nextTick()
  expect((await sign()).length).toBe(3)
  expect(await focused(0)).toBe('reached')
  expect(document.activeElement!.closest('.relation')).not.toBeNull()
  expect(await focused(1)).toBe('completion')
  expect(await focused(2)).toBe('callbackAt')
  expect(screen.emitted('sign')).toBeUndefined()
  screen.unmount()
})

test('a note that is missing is asked for where notes are written', async () => {
  const { screen, sign } = panel()
  await screen.findAll('input[name="disposition"]')[1]!.trigger('change')
  const links = await sign()
  await links.at(-1)!.trigger('click')
  expect(screen.emitted('note')).toHaveLength(1)
  screen.unmount()
})

test('whoever says it is completed is led to each question that is open', async () => {
  const { screen, sign } = panel([{ linkId: 's', type: 'group', text: 's', item: [{ linkId: 'alone', type: 'boolean', text: 'Alone right now', required: true }] }], [kind('COMPLETED_ESCALATED')])
  await screen.findAll('input[name="disposition"]')[0]!.trigger('change')
  await sign()
  await screen.get('.missing button').trigger('click')
  expect(screen.emitted('goTo')).toEqual([['alone']])
  expect(screen.emitted('sign')).toBeUndefined()
  screen.unmount()
})
