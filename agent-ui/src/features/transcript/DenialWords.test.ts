import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { PhraseBook } from '@/shared/api/schema-speech'
import { i18n } from '@/shared/i18n'
import DenialWords from './DenialWords.vue'

const book: PhraseBook = { phrases: [{ kind: 'RED_FLAG', words: '胸痛' }], denial: { before: ['没有', 'no'], never: ['有没有'] }, symptoms: null }
const ElInput = { props: ['modelValue'], emits: ['change'], template: '<textarea :value="modelValue" @change="$emit(\'change\', $event.target.value)" />' }
const shown = (mayWrite: boolean, errors = {}) => mount(DenialWords, { props: { book, mayWrite, errors }, global: { plugins: [i18n], stubs: { ElInput } } })
const part = (name: string) => i18n.global.t(`phrases.part.${name}`)

test('words of denial are written one after the other; the other parts and the phrases stay', async () => {
  const view = shown(true)
  const field = view.get<HTMLTextAreaElement>(`textarea[aria-label="${part('before')}"]`)
  expect(field.element.value).toBe('没有、no')
  await field.setValue("没有、no, don't have，\n木有")
  await field.trigger('change')
  expect(view.emitted('change')?.at(-1)).toEqual([{ ...book, denial: { before: ['没有', 'no', "don't have", '木有'], never: ['有没有'] } }])
})

test('what is denied along with it is edited, too', async () => {
  const view = shown(true)
  const field = view.get(`textarea[aria-label="${i18n.global.t('phrases.symptoms')}"]`)
  await field.setValue('发烧、fever')
  await field.trigger('change')
  expect(view.emitted('change')?.at(-1)).toEqual([{ ...book, symptoms: ['发烧', 'fever'] }])
})

test('the server’s mend stands at its words, and who may only read has no field', () => {
  expect(shown(true, { 'denial/never': 'Too long' }).get('[role=alert]').text()).toBe('Too long')
  const reading = shown(false)
  expect(reading.find('textarea').exists()).toBe(false)
  expect(reading.text()).toContain('没有、no')
})
