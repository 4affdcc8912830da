import { shallowMount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import type { CallView } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import StateWord from '@/shared/ui/StateWord.vue'
import CallBar from './CallBar.vue'

const call = { id: 'c', state: 'TALKING', deskJoined: true, muted: false, recording: true, placedAt: '2026-03-01T08:00:00Z', answeredAt: '2026-03-01T08:00:09Z', number: null } as unknown as CallView
const bar = (more: { paused?: string; unrecorded?: boolean }) => shallowMount(CallBar, {
  props: {
    state: { is: 'talking', at: 1, call }, busy: false, mine: true, canDial: false, whyNot: null, lost: false, contact: null, result: null, auto: false, ready: true, rests: false, countdown: null, heard: null, wrapTarget: null,
    paused: more.paused ?? null, unrecorded: more.unrecorded ?? false,
  },
  global: { plugins: [i18n], stubs: { StateWord: false, ElIcon: true, ElButton: true } },
})
afterEach(() => { i18n.global.locale.value = 'en' })

test.each([['en', 'Recording', 'Recording paused: Sensitive words'], ['zh-CN', '录音中', '录音已暂停：敏感内容']] as const)('while the recording is paused the bar says so and not that it runs (%s)', (locale, running, halted) => {
  i18n.global.locale.value = locale
  expect(bar({}).get('.rec').text()).toBe(running)
  const paused = bar({ paused: i18n.global.t('tape.why.SENSITIVE') })
  expect(paused.find('.rec').exists()).toBe(false)
  expect(paused.findAllComponents(StateWord).map(one => one.text())).toContain(halted)
})

test('of a call that nothing is kept of it does not say that it is recorded', () => {
  expect(bar({ unrecorded: true }).find('.rec').exists()).toBe(false)
})
