import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError } from '@/shared/api/client'
import type { NextUp, TaskRow, WorklistDraft } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import { worklists } from './api'
import NextDraft from './NextDraft.vue'
import NextTable from './NextTable.vue'
import { blankWorklist } from './settings'

const draft: WorklistDraft = { ...blankWorklist(), name: 'Hearts', questionnaire: 'post-discharge' }
const by = (...names: string[]): NextUp => ({ items: names.map(patientName => ({ task: { patientName } as TaskRow, why: { code: 'due', text: 'Due' } })), at: '2026-11-23T02:00:00Z' })
const shown = () => {
  const view = mount(NextDraft, { props: { id: 'w1', draft }, global: { plugins: [i18n, [VueQueryPlugin, { queryClient: new QueryClient() }]], stubs: { NextTable: true, ElIcon: true, ElSkeleton: true, ElButton: true, ElAlert: { props: ['title'], template: '<div role="alert">{{ title }}</div>' } } } })
  return { view, names: () => view.findComponent(NextTable).props('items').map(row => row.task.patientName) }
}

beforeEach(() => { i18n.global.locale.value = 'en'; vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers(); vi.restoreAllMocks() })

test('the edited settings are asked about once the hand rests, and marked as not saved', async () => {
  const ask = vi.spyOn(worklists, 'nextBy').mockImplementation(async (_, asked) => asked.order === 'RISK' ? by('B', 'A') : by('A', 'B'))
  const { view, names } = shown()
  await flushPromises()
  expect(view.text()).toContain('Not saved yet')
  expect(names()).toEqual(['A', 'B'])
  for (const ringSeconds of [41, 42, 43]) {
    await view.setProps({ draft: { ...draft, order: 'RISK', ringSeconds } })
    vi.advanceTimersByTime(500)
  }
  expect(ask).toHaveBeenCalledTimes(1)
  // what stands there is of the settings before
  expect(view.get('section').attributes('aria-busy')).toBe('true')
  vi.advanceTimersByTime(100)
  await flushPromises()
  expect(ask).toHaveBeenCalledTimes(2)
  expect(ask.mock.calls[1]).toMatchObject(['w1', { order: 'RISK', ringSeconds: 43 }])
  expect(names()).toEqual(['B', 'A'])
  expect(view.get('section').attributes('aria-busy')).toBe('false')
})

test('what keeps the settings from being saved is told by field, until it is mended', async () => {
  const ask = vi.spyOn(worklists, 'nextBy').mockRejectedValueOnce(new ApiError(422, { detail: 'The settings need mending', errors: [{ pointer: '/ringSeconds', message: 'Between 10 and 120' }] } as never)).mockResolvedValue(by())
  const { view } = shown()
  await flushPromises()
  expect(view.get('[role=alert]').text()).toContain('Between 10 and 120')
  expect(view.emitted('refused')).toEqual([[{ ringSeconds: 'Between 10 and 120' }]])
  await view.setProps({ draft: { ...draft, ringSeconds: 30 } })
  vi.advanceTimersByTime(600)
  await flushPromises()
  expect(view.emitted('refused')!.at(-1)).toEqual([{}])
  expect(view.text()).toContain('nobody can be called now')
  view.unmount()
  expect(ask).toHaveBeenCalledTimes(2)
})
