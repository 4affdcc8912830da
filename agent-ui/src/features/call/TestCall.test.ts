import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TestCall as Told } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import { desks } from './api'
import TestCall from './TestCall.vue'

vi.mock('./api', () => ({ desks: { test: { begin: vi.fn(), read: vi.fn(), end: vi.fn() } } }))
const told = (state: Told['state'], deskKind: Told['deskKind'], sound: Told['sound'] = null): Told => ({ state, deskKind, sound })
const panel = (ready = true) => mount(TestCall, {
  props: { figures: null, ready, whyNot: 'You are in a call' },
  global: { plugins: [i18n], stubs: { ElIcon: true, ElButton: { props: ['disabled'], emits: ['click'], template: '<button :disabled="disabled" @click="$emit(\'click\')"><slot /></button>' } } },
})

beforeEach(() => {
  i18n.global.locale.value = 'en'
  vi.useFakeTimers()
  vi.mocked(desks.test.end).mockResolvedValue(undefined)
  vi.mocked(desks.test.begin).mockReset()
  vi.mocked(desks.test.read).mockReset()
  vi.mocked(desks.test.end).mockClear()
})
afterEach(() => vi.useRealTimers())

test('the browser rings, she hears herself, and the line is judged by what was heard', async () => {
  vi.mocked(desks.test.begin).mockResolvedValue(told('RINGING', 'BROWSER'))
  vi.mocked(desks.test.read).mockResolvedValueOnce(told('HEARD', 'BROWSER')).mockResolvedValueOnce(told('ENDED', 'BROWSER', { mos: 4.3, jitterMs: 2, lossPercent: 0 }))
  const page = panel()
  await page.get('button').trigger('click')
  await flushPromises()
  expect(page.get('[role=status]').text()).toBe('Ringing')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(page.get('[role=status]').text()).toBe('You hear yourself')
  await page.setProps({ figures: { codec: 'opus', roundTripMs: 700, jitterMs: 5, lossPercent: 0 } })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(page.get('[role=status]').text()).toBe('Bad')
  expect(page.text()).toContain('700 ms')
  expect(page.text()).toContain('The way to the house is long')
  page.unmount()
  expect(desks.test.end).not.toHaveBeenCalled()
})

test('a desk phone is judged by what the house counted, once its book is read', async () => {
  vi.mocked(desks.test.begin).mockResolvedValue(told('HEARD', 'PHONE'))
  vi.mocked(desks.test.read).mockResolvedValueOnce(told('ENDED', 'PHONE')).mockResolvedValueOnce(told('ENDED', 'PHONE', { mos: 4.3, jitterMs: 2, lossPercent: 0.1 }))
  i18n.global.locale.value = 'zh-CN'
  const page = panel()
  await page.get('button').trigger('click')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(page.get('[role=status]').text()).toBe('通话结束')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(page.get('[role=status]').text()).toBe('良好')
  expect(page.text()).toContain('4.3')
})

test('nobody picked up', async () => {
  vi.mocked(desks.test.begin).mockResolvedValue(told('RINGING', 'PHONE'))
  vi.mocked(desks.test.read).mockResolvedValue(told('ENDED', 'PHONE'))
  const page = panel()
  await page.get('button').trigger('click')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(page.get('[role=status]').text()).toBe('Nobody picked up')
})

test('who closes the page gives the line up', async () => {
  vi.mocked(desks.test.begin).mockResolvedValue(told('HEARD', 'BROWSER'))
  vi.mocked(desks.test.read).mockResolvedValue(told('HEARD', 'BROWSER'))
  const page = panel()
  await page.get('button').trigger('click')
  await flushPromises()
  page.unmount()
  expect(desks.test.end).toHaveBeenCalledOnce()
})

test('Escape ends it wherever the keyboard is', async () => {
  vi.mocked(desks.test.begin).mockResolvedValue(told('HEARD', 'BROWSER'))
  vi.mocked(desks.test.read).mockResolvedValue(told('ENDED', 'BROWSER', { mos: 4.3, jitterMs: 2, lossPercent: 0 }))
  const page = panel()
  await page.get('button').trigger('click')
  await flushPromises()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
  await flushPromises()
  expect(desks.test.end).toHaveBeenCalledOnce()
  expect(page.get('[role=status]').text()).toBe('Good')
  page.unmount()
})

test('where it may not be it says why', () => {
  const page = panel(false)
  expect(page.get('button').attributes('disabled')).toBeDefined()
  expect(page.text()).toContain('You are in a call')
})
