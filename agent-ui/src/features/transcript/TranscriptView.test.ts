import { mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import type { Transcript } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import TranscriptView from './TranscriptView.vue'

const said = (seq: number, text: string) => ({ seq, speaker: 'PATIENT', fromMs: seq * 1000, toMs: seq * 1000 + 900, text, words: text.split(' ').map((w, i) => ({ w, s: seq * 1000 + i, e: seq * 1000 + i + 1, c: 1 })) })
const transcript = { id: 't', state: 'READY', model: 'm', demo: false, language: 'en', utterances: [said(1, 'some pain'), said(2, 'no fever'), said(3, 'pain again')] } as unknown as Transcript
const ElInput = { props: ['modelValue'], emits: ['update:modelValue'], methods: { focus(this: { $el: HTMLElement }) { this.$el.focus() } }, template: '<input :value="modelValue" @input="$emit(\'update:modelValue\', $event.target.value)">' }
const view = () => mount(TranscriptView, {
  props: { transcript, atMs: null, playable: true, answers: { 2: { linkId: 'fever', text: 'Fever?' } } }, attachTo: document.body,
  global: { plugins: [i18n], stubs: { ElInput, ElIcon: true, ElButton: { template: '<button><slot /></button>' } } },
})

test('what is looked for is marked, and Enter goes from one to the next and round', async () => {
  HTMLElement.prototype.scrollIntoView = vi.fn()
  const shown = view()
  expect((shown.vm as unknown as { find: () => unknown }).find()).toBeUndefined()
  const field = shown.get('input:not([type=checkbox])')
  expect(document.activeElement).toBe(field.element)
  await field.setValue('Pain')
  expect(shown.findAll('.found').map(one => one.text())).toEqual(['pain', 'pain'])
  const here = () => shown.get('.here').element.closest('li')!.textContent
  expect(here()).toContain('some')
  await field.trigger('keydown', { key: 'Enter' })
  expect(here()).toContain('again')
  expect(shown.get('[role=status]').text()).toContain('2')
  await field.trigger('keydown', { key: 'Enter' })
  expect(here()).toContain('some')
  await field.trigger('keydown', { key: 'Enter', shiftKey: true })
  expect(here()).toContain('again')
  await field.trigger('keydown', { key: 'Escape' })
  expect(shown.find('.found').exists()).toBe(false)
  shown.unmount()
})

test('a sentence leads to the answer it became', async () => {
  const shown = view()
  const leads = shown.findAll(`button[aria-label="${i18n.global.t('transcript.answer', { what: 'Fever?' })}"]`)
  expect(leads).toHaveLength(1)
  await leads[0]!.trigger('click')
  expect(shown.emitted('answer')).toEqual([['fever']])
  shown.unmount()
})

test('of a long talk the first sentences are there at once, the others soon, and what is looked for at once', async () => {
  vi.useFakeTimers()
  HTMLElement.prototype.scrollIntoView = vi.fn()
  const long = { ...transcript, utterances: Array.from({ length: 400 }, (_, seq) => said(seq, seq === 250 ? 'a rare word' : 'as usual')) } as unknown as Transcript
  const shown = mount(TranscriptView, { props: { transcript: long, atMs: null, playable: true }, global: { plugins: [i18n], stubs: { ElInput, ElIcon: true, ElTag: true, ElButton: { template: '<button><slot /></button>' } } } })
  const lines = () => shown.findAll('li').length
  expect(lines()).toBe(40)
  await shown.get('input:not([type=checkbox])').setValue('rare')
  expect(shown.get('.here').element.closest('li')!.textContent).toContain('rare')
  expect(lines()).toBe(251)
  await shown.setProps({ atMs: 300_500 })
  await vi.runAllTimersAsync()
  expect(lines()).toBe(400)
  expect(shown.findAll('.lit')).toHaveLength(1)
  shown.unmount()
  vi.useRealTimers()
})
