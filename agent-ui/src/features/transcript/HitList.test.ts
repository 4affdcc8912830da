import { flushPromises, mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Hit } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import HitList from './HitList.vue'

const hit = (recordId: string | null): Hit => ({ recordingId: `a-${recordId}`, recordId, seq: 1, speaker: 'PATIENT', fromMs: 83_200, at: '2026-03-01T08:00:00Z', patientName: 'Demo', department: null, excerpt: 'some pain', marks: [[5, 9]] })

function shown(...hits: Hit[]) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: HitList }] })
  return { router, view: mount(HitList, { props: { hits }, global: { plugins: [i18n, router], stubs: { ElIcon: true } } }) }
}

test('a click on a hit goes to its second, to hear it', async () => {
  const { router, view } = shown(hit('r1'))
  await router.isReady()
  await view.get('a').trigger('click')
  await flushPromises()
  expect(router.currentRoute.value.fullPath).toBe('/records/r1#t=83.2')
  expect(router.options.history.state).toMatchObject({ play: true })
})

test('a hit without a record is read, and leads nowhere', () => {
  const { view } = shown(hit(null))
  expect(view.find('a').exists()).toBe(false)
  expect(view.text()).toContain('Demo')
  expect(view.text()).toContain(i18n.global.t('search.noRecord'))
})
