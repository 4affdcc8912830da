import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Questionnaire, Sampled } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import SampledForm from './SampledForm.vue'

const sampled = (title: string, initial: Sampled['initial'] = {}): Sampled => ({ code: 'x', version: 2, title, items: [], scores: [], situations: [], initial })
const form = { props: ['form'], template: '<p>{{ form.state.base.questionnaire.title }} {{ JSON.stringify(form.answers()) }}</p>' }
function show(load: (whom: string) => Promise<Sampled>, raw: Questionnaire | null = null) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return mount(SampledForm, { props: { of: 'x v2', raw, load }, global: { plugins: [i18n, [VueQueryPlugin, { queryClient: client }]], stubs: { QuestionnaireForm: form } } })
}
beforeEach(() => { i18n.global.locale.value = 'en' as never })

test('it is filled in for whoever is chosen, and begins with what is known of him', async () => {
  const load = vi.fn((whom: string) => Promise.resolve(sampled(`for ${whom}`, whom === 'DIABETIC' ? { 'history.diabetes': true } : {})))
  const screen = show(load)
  await flushPromises()
  expect(screen.text()).toContain('for KNOWN {}')
  await screen.findAll('input')[2]!.setValue(true)
  await flushPromises()
  await vi.waitFor(() => expect(screen.text()).toContain('for DIABETIC {"history.diabetes":true}'))
  expect(load.mock.calls.map(([whom]) => whom)).toEqual(['KNOWN', 'DIABETIC'])
})

test('what cannot be read yet is shown as it is written, and says so', async () => {
  const screen = show(() => Promise.reject(new Error('faults')), { code: 'x', version: 1, title: 'raw words', items: [], scores: [] })
  await flushPromises()
  await vi.waitFor(() => expect(screen.text()).toContain('must be mended first'))
  expect(screen.text()).toContain('raw words')
})
