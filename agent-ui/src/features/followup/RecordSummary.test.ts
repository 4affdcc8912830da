import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { nextTick } from 'vue'
import { expect, test } from 'vitest'
import type { RecordView } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import RecordSummary from './RecordSummary.vue'

const record = {
  id: 'r', state: 'SIGNED', past: [], attemptNo: 1, answers: { pain: 7, visit: true }, told: { pain: { fromMs: 83_200, toMs: 83_200 } },
  questionnaire: { code: 'q', version: 1, title: 'Q', items: [{ linkId: 'pain', type: 'integer', text: 'Pain' }, { linkId: 'visit', type: 'boolean', text: 'Visit' }] },
} as unknown as RecordView
const shown = (playable: boolean, hearing: string | null = null) => mount(RecordSummary, {
  props: { record, playable, hearing }, slots: { heard: '<q>it hurts</q>' }, global: { plugins: [i18n, createPinia()], stubs: { ElIcon: true, LineFacts: true, PastVersions: true } },
})

test('a click on an answer asks for its seconds; one that was not told in the talk cannot be clicked', async () => {
  const screen = shown(true)
  const buttons = screen.findAll('button.hear')
  expect(buttons).toHaveLength(1)
  expect(buttons[0]!.text()).toContain('01:23')
  await buttons[0]!.trigger('click')
  expect(screen.emitted('hear')).toEqual([['pain']])
})

test('the words stand below the answer that is heard, and nowhere else', () => {
  expect(shown(true).find('q').exists()).toBe(false)
  expect(shown(true, 'pain').findAll('q')).toHaveLength(1)
})

test('whoever may not play recordings reads the answers only', () => {
  const screen = shown(false)
  expect(screen.find('button.hear').exists()).toBe(false)
  expect(screen.text()).toContain('7')
})

test('who is led here from the talk finds the answer pointed at', async () => {
  const screen = mount(RecordSummary, { props: { record }, attachTo: document.body, global: { plugins: [i18n, createPinia()], stubs: { ElIcon: true, LineFacts: true, PastVersions: true } } })
  screen.vm.point('visit')
  await nextTick()
  await nextTick()
  expect(screen.findAll('.pointed')).toHaveLength(1)
  expect(document.activeElement).toBe(screen.get('.pointed').element)
  screen.unmount()
})
