import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { i18n } from '@/shared/i18n'
import InboundForm from './InboundForm.vue'

const settings = { open: true, queueSeconds: 180 }
const stubs = { ElSwitch: true, ElButton: { template: '<button><slot /></button>' }, ElInputNumber: { props: ['modelValue', 'disabled'], emits: ['update:modelValue'], template: '<input :value="modelValue" :disabled="disabled" @input="$emit(\'update:modelValue\', Number($event.target.value))">' } }
const form = (more: object = {}) => mount(InboundForm, { props: { settings, mayWrite: true, busy: false, errors: {}, ...more }, global: { plugins: [i18n], stubs } })

test('what was changed is saved as it stands, and only then', async () => {
  const view = form()
  expect(view.get('button').attributes('disabled')).toBeDefined()
  await view.get('input').setValue('5')
  await view.get('form').trigger('submit')
  expect(view.emitted('save')).toEqual([[{ open: true, queueSeconds: 5 }]])
  expect(view.emitted('dirty')).toEqual([[true]])
})

test('the server’s mend stands at its field', () => {
  expect(form({ errors: { queueSeconds: 'Choose 10 to 600' } }).get('[role=alert]').text()).toBe('Choose 10 to 600')
})

test('who may only look cannot change anything', () => {
  const view = form({ mayWrite: false })
  expect(view.find('button').exists()).toBe(false)
  expect(view.get('input').attributes('disabled')).toBeDefined()
})

test('no browser refuses a number between two steps of the arrows', () => {
  expect(form().get('form').attributes('novalidate')).toBeDefined()
})
