import { flushPromises, mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { OpenCue } from '@/shared/api/schema-speech'
import { i18n } from '@/shared/i18n'
import CueReview from './CueReview.vue'

const row = (id: string, recordId: string | null): OpenCue => ({
  cue: { id, callId: 'c', kind: 'RED_FLAG', words: 'chest pain', speaker: 'PATIENT', atMs: 23_400, said: 'i have chest pain', live: false, verdict: null, judgedBy: null, judgedAt: null },
  recordId, at: '2026-03-01T08:00:00Z', patientName: 'Demo', department: 'Cardiology', nurseName: null,
})

test('what was heard is judged where it stands, or heard first', async () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: CueReview }] })
  const view = mount(CueReview, { props: { rows: [row('q1', 'r1'), row('q2', null)], busy: null }, global: { plugins: [i18n, router], stubs: { ElIcon: true, ElButton: { template: '<button><slot /></button>' } } } })
  await router.isReady()
  await view.findAll('li')[1]!.findAll('button')[1]!.trigger('click')
  expect(view.emitted('judge')).toEqual([['q2', 'REJECTED']])
  expect(view.findAll('a')).toHaveLength(1)
  await view.get('a').trigger('click')
  await flushPromises()
  expect(router.currentRoute.value.fullPath).toBe('/records/r1#t=23.4')
})
