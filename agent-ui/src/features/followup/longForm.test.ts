import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, test } from 'vitest'
import type { RecordView } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import { longForm } from '@/shared/longForm'
import { autosave, type Tagged } from './autosave'
import QuestionnaireForm from './QuestionnaireForm.vue'

/** Two hundred questions on one page, eighty of them asked only under a condition; what is drawn again is counted. */
function filled() {
  const record = { id: 'r', version: 1, answers: {}, savedAt: null, questionnaire: longForm() } as unknown as RecordView
  let kept: Tagged = { record, etag: '1' }
  const form = autosave({
    read: async () => kept,
    // the server sends the whole record after each change, questions and all
    patch: async patch => (kept = { record: { ...JSON.parse(JSON.stringify(record)) as RecordView, answers: { ...kept.record.answers, ...patch.answers } as RecordView['answers'] }, etag: `${Number(kept.etag) + 1}` }),
  }, kept, () => () => undefined)
  const drawn: string[] = []
  const screen = mount(QuestionnaireForm, {
    props: { form, disabled: false }, attachTo: document.body,
    global: { plugins: [i18n, createPinia()], stubs: { ElIcon: true, ElButton: true }, mixins: [{ updated() { if (this.$options.__name === 'QuestionField') drawn.push(this.$props.item.linkId) } }] },
  })
  const press = async (key: string) => {
    drawn.length = 0;
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await new Promise(done => setTimeout(done))
    return [...drawn]
  }
  return { form, screen, press, drawn }
}

test('the long form is what the bar speaks of', () => {
  const questions = longForm().items.flatMap(group => group.item ?? [])
  expect(questions).toHaveLength(200)
  expect(questions.filter(item => item.enableWhen?.length)).toHaveLength(80)
})

test('a key draws the question it answers and the one it leaves, and no other of two hundred', async () => {
  const { form, screen, press, drawn } = filled()
  await press('Enter')
  await press('Enter')
  const touched = await press('1')
  expect(Object.keys(form.answers())).toHaveLength(1)
  expect(touched.length).toBeGreaterThan(0)
  expect(touched.length).toBeLessThanOrEqual(2)
  expect((await press('Enter')).length).toBeLessThanOrEqual(2)
  drawn.length = 0
  expect(await form.settle()).toBe(true)
  await new Promise(done => setTimeout(done))
  expect(drawn.length).toBeLessThanOrEqual(2)
  screen.unmount()
})
