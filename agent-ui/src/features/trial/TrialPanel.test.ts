import { flushPromises, mount } from '@vue/test-utils'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { afterEach, expect, test, vi } from 'vitest'
import { ApiError } from '@/shared/api/client'
import type { Trial } from '@/shared/api/schema-trial'
import { i18n } from '@/shared/i18n'
import { trials } from './api'
import TrialPanel from './TrialPanel.vue'

vi.mock('@/shared/ui/toast', () => ({ toastError: () => undefined, toastDone: () => undefined, explain: () => ({ words: 'refused', code: '' }) }))
const side = (hits: number, of: number) => ({ hits, of, bounds: { value: hits / of, low: hits / of - 0.05, high: hits / of + 0.05 } })
const trial = (more: Partial<Trial>): Trial => ({
  id: 'x1', purpose: 'A warmer greeting', questionnaire: 'post-discharge', versionA: 2, versionB: 3, satisfaction: 'satisfaction', complaint: null, startedAt: '2026-11-02T08:00:00Z', startedBy: 'Lead',
  endedAt: null, endedBy: null, endedWhy: null, byItself: false, ratio: 2.3, enough: 20, least: 50,
  lines: [{ what: 'COMPLAINTS', usual: side(9, 200), fresh: side(30, 200), difference: { value: 0.105, low: 0.05, high: 0.16 } }], ...more,
})
const questions = [{ id: 'pain', text: 'Pain', kind: 'number' as const }, { id: 'satisfaction', text: 'Satisfaction with the service', kind: 'number' as const }, { id: 'complaint', text: 'Has a complaint', kind: 'complaint' as const }]

async function panel(known: Trial[], more: Record<string, unknown> = {}) {
  i18n.global.locale.value = 'en' as never
  vi.spyOn(trials, 'of').mockResolvedValue(known)
  const button = { template: '<button type="button" v-bind="$attrs"><slot /></button>' }
  const input = { props: ['modelValue'], emits: ['update:modelValue'], template: '<input :value="modelValue" @input="$emit(\'update:modelValue\', $event.target.value)" />' }
  const reason = { props: ['title'], emits: ['give', 'cancel'], template: '<button v-if="title" class="give" @click="$emit(\'give\', \'enough is known\')" />' }
  const shown = mount(TrialPanel, {
    props: { list: 'w1', versions: [2, 3], pinned: 2, questions, usualContentment: ['satisfaction', 'csat'], mayWrite: true, ...more },
    global: { plugins: [i18n, [VueQueryPlugin, { queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }) }]], stubs: { ElButton: button, ElInput: input, ElAlert: { props: ['title'], template: '<p role="alert">{{ title }}</p>' }, ElIcon: true, ReasonDialog: reason } },
  })
  await flushPromises()
  return shown
}
afterEach(() => { vi.restoreAllMocks() })

test('a comparison is started with what says how content patients are, and every complaint', async () => {
  const start = vi.spyOn(trials, 'start').mockResolvedValue(trial({}))
  const shown = await panel([])
  expect(shown.get<HTMLSelectElement>('#trial-satisfaction').element.value).toBe('satisfaction')
  expect(shown.get('#trial-satisfaction').findAll('option').map(one => one.text())).toEqual(['not compared', 'Pain', 'Satisfaction with the service'])
  expect(shown.get('#trial-complaint').findAll('option').map(one => one.text())).toEqual(['any complaint, asked for or not', 'Has a complaint'])
  expect(shown.get('#trial-version').findAll('option').map(one => one.text()).join()).not.toContain('2')
  await shown.get('#trial-purpose').setValue('A warmer greeting')
  await shown.get('#trial-version').findAll('option')[1]!.setValue()
  await shown.get('form').trigger('submit')
  await flushPromises()
  expect(start).toHaveBeenCalledWith('w1', { purpose: 'A warmer greeting', version: 3, satisfaction: 'satisfaction', complaint: null })
})

test('what was refused stands at its field', async () => {
  vi.spyOn(trials, 'start').mockRejectedValue(new ApiError(422, { code: 'trial.invalid', message: 'refused', errors: [{ pointer: '/version', code: 'trial.version', message: 'Choose another version' }] } as never))
  const shown = await panel([])
  await shown.get('form').trigger('submit')
  await flushPromises()
  expect(shown.text()).toContain('Choose another version')
})

test('one that runs is shown with its figures and ended with a reason, and no second is begun beside it', async () => {
  const end = vi.spyOn(trials, 'end').mockResolvedValue(trial({}))
  const shown = await panel([trial({})])
  expect(shown.find('form').exists()).toBe(false)
  expect(shown.text()).toContain('9/200 · 4.5 % (')
  expect(shown.text()).toContain('worse')
  await shown.get('header button').trigger('click')
  await shown.get('.give').trigger('click')
  await flushPromises()
  expect(end).toHaveBeenCalledWith('w1', 'x1', 'enough is known')
})

test('one that ended itself says why, and one that a person ended by whom', async () => {
  const shown = await panel([trial({ endedAt: '2026-11-20T08:00:00Z', byItself: true }), trial({ id: 'x0', endedAt: '2026-10-01T08:00:00Z', endedBy: 'Lead', endedWhy: 'enough' })])
  expect(shown.get('[role="alert"]').text()).toContain('found fewer alarms')
  expect(shown.text()).toContain('by Lead: enough')
})

test('a list that always asks by the newest says what to do first, and who may not write begins nothing', async () => {
  const open = await panel([], { pinned: null })
  expect(open.text()).toContain('Choose a version')
  expect(open.find('#trial-version').exists()).toBe(false)
  const reader = await panel([], { mayWrite: false })
  expect(reader.find('form').exists()).toBe(false)
  expect(reader.text()).toContain('Nothing has been compared on this list')
})
