import { VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import ElementPlus from 'element-plus'
import { createPinia } from 'pinia'
import { expect, test, vi } from 'vitest'
import { autosave } from '@/features/followup/autosave'
import type { CallView, Disposition, RecordPatch, RecordView } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import SidePanel from './SidePanel.vue'

const talked = { code: 'COMPLETED', text: 'Completed', needsNote: false, nextStep: null, closes: false, reached: 'PATIENT' } as Disposition
vi.mock('@/shared/api/dispositions', () => ({ useDispositionsOf: () => ({ data: { value: [talked] } }) }))

const record = { id: 'r', mine: true, answers: {}, savedAt: null, recording: null, questionnaire: { code: 'q', version: 1, title: 'Q', items: [] } } as unknown as RecordView
const call = (endedAt: string | null) => ({ id: 'c', taskId: 't', recordId: 'r', state: 'WRAP_UP', answeredAt: '2026-11-23T10:00:00+08:00', endedAt, suggested: { disposition: 'COMPLETED' } }) as unknown as CallView

test('nothing is proposed into a record whose patient still talks with a colleague', async () => {
  const sent: RecordPatch[] = []
  const patch = async (one: RecordPatch) => {
    sent.push(one)
    return { record, etag: '1' }
  }
  const form = autosave({ read: async () => ({ record, etag: '1' }), patch }, { record, etag: '1' }, (_, run) => {
    run()
    return () => undefined
  })
  const screen = mount(SidePanel, {
    props: { patient: null, form, call: call(null), state: 'wrapUp', writing: true, worklist: null },
    global: { plugins: [i18n, createPinia(), ElementPlus, VueQueryPlugin], stubs: { CueList: true, NextFollowUp: true, NextPeek: true, CallTranscript: true } },
  })
  await flushPromises()
  // she may end it herself, if it stays hers
  expect(screen.find('.outcome').exists()).toBe(true)
  expect(sent).toEqual([])
  await screen.setProps({ call: call('2026-11-23T10:05:00+08:00') })
  await flushPromises()
  expect(sent.length).toBeGreaterThan(0)
  screen.unmount()
})
