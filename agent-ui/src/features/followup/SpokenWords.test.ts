import { mount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { nextTick } from 'vue'
import type { Item, Situation } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import { chosen, wordingFor } from './occasion'
import QuantityField from './QuantityField.vue'
import SituationHelp from './SituationHelp.vue'
import SpokenWords from './SpokenWords.vue'

const item: Item = { linkId: 'a', type: 'boolean', text: 'Fever', say: 'Any fever?', variant: [{ for: 'ELDERLY', say: 'Do you feel hot?' }, { for: 'DIALECT', display: 'Cantonese', say: '有冇发烧？' }], avoid: [{ text: 'No fever, right?', say: 'Did you have a fever?' }] }
const plain: Item = { linkId: 'b', type: 'boolean', text: 'Cough', say: 'Any cough?' }
const global = { plugins: [i18n], stubs: { ElIcon: true } }
afterEach(() => { chosen.value = null })

test('a wording chosen once holds for every question that has it', async () => {
  const first = mount(SpokenWords, { props: { item }, global })
  const second = mount(SpokenWords, { props: { item: plain }, global })
  expect(first.text()).toContain('Any fever?')
  await first.findAll('button')[1]!.trigger('click')
  expect(first.text()).toContain('Do you feel hot?')
  expect(second.text()).toContain('Any cough?')
  const third = mount(SpokenWords, { props: { item: { ...item, linkId: 'c' } }, global })
  expect(third.text()).toContain('Do you feel hot?')
  expect(third.find('[aria-pressed=true]').element).toBe(third.findAll('button')[1]!.element)
})

test('a wording chosen for one patient is not said to the next', () => {
  wordingFor('one')
  chosen.value = 'ELDERLY'
  // she looked at another page, and came back to him
  wordingFor('one')
  expect(mount(SpokenWords, { props: { item }, global }).text()).toContain('Do you feel hot?')
  wordingFor('two')
  expect(mount(SpokenWords, { props: { item }, global }).text()).toContain('Any fever?')
})

test('what is better not said stands beside what to say', () => {
  const shown = mount(SpokenWords, { props: { item }, global })
  expect(shown.find('dt').text()).toContain('No fever, right?')
  expect(shown.find('dd').text()).toContain('Did you have a fever?')
})

test('the words for a moment come and go at a click', async () => {
  const situations: Situation[] = [{ code: 'ANGER', text: 'Angry', line: [{ say: 'You have reason to be angry.' }] }]
  const help = mount(SituationHelp, { props: { situations }, global })
  expect(help.text()).not.toContain('reason')
  await help.find('button').trigger('click')
  expect(help.text()).toContain('You have reason to be angry.')
  await help.find('button').trigger('click')
  expect(help.text()).not.toContain('reason')
})

test('a measure keeps the unit in which it was told', async () => {
  const field = mount(QuantityField, { props: { item: { linkId: 'g', type: 'quantity', text: 'Glucose', unitOption: [{ code: 'mmol/L' }, { code: 'mg/dL', factor: 0.0555 }] }, value: null, disabled: false }, global })
  await field.find('input').setValue('6.1')
  expect(field.emitted('answer')!.at(-1)).toEqual([{ value: 6.1, unit: 'mmol/L' }])
  await field.setProps({ value: { value: 6.1, unit: 'mmol/L' } })
  await field.find('select').setValue('mg/dL')
  expect(field.emitted('answer')!.at(-1)).toEqual([{ value: 6.1, unit: 'mg/dL' }])
  await field.find('input').setValue('')
  await nextTick()
  expect(field.emitted('answer')!.at(-1)).toEqual([null])
})
