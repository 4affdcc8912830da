import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, test, vi } from 'vitest'
import { defineComponent, ref } from 'vue'
import { escalations } from '@/features/escalation/api'
import type { EscalationRow } from '@/shared/api/schema-escalation'
import { i18n } from '@/shared/i18n'
import { useRaised } from './alerts'

vi.mock('@/features/escalation/api', () => ({ escalations: { page: vi.fn<typeof escalations.page>() } }))
const open: Record<string, string[]> = {}
vi.mocked(escalations.page).mockImplementation(async filter => ({ items: (open[String(filter.record)] ?? []).map(id => ({ id }) as EscalationRow), next: null }) as never)

/** A page with that record open. */
async function form(first: string | null) {
  const record = ref(first)
  let raised!: ReturnType<typeof useRaised>
  const page = mount(defineComponent({ setup: () => { raised = useRaised(() => record.value); return () => null } }), { global: { plugins: [i18n, createPinia(), [VueQueryPlugin, { queryClient: new QueryClient() }]] } })
  await flushPromises()
  return { page, record, raised }
}

afterEach(() => { for (const one of Object.keys(open)) open[one] = [] })

test('who takes a patient over, or comes back to the page, sees what is open at once', async () => {
  open['taken'] = ['old']
  const { record, raised } = await form(null)
  expect(raised.shown.value).toBe(false)
  record.value = 'taken'
  await flushPromises()
  expect([raised.shown.value, raised.rows.value.map(row => row.id)]).toEqual([true, ['old']])
})

test('what she put away stays away until something new comes up', async () => {
  open['r'] = ['a']
  const { page, raised } = await form('r')
  raised.close()
  await raised.ask()
  await flushPromises()
  expect(raised.shown.value).toBe(false)
  page.unmount()
  const again = await form('r')
  expect([again.raised.shown.value, again.raised.rows.value.length]).toEqual([false, 1])
  open['r'] = ['a', 'b']
  await again.raised.ask()
  await flushPromises()
  expect(again.raised.shown.value).toBe(true)
})

test('with the next patient nothing of the last one is shown', async () => {
  open['first'] = ['x']
  const { record, raised } = await form('first')
  expect(raised.shown.value).toBe(true)
  record.value = 'second'
  await flushPromises()
  expect(raised.shown.value).toBe(false)
})
