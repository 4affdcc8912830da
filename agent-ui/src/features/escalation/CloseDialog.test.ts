import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { EscalationView } from '@/shared/api/schema-escalation'
import { i18n } from '@/shared/i18n'
import CloseDialog from './CloseDialog.vue'

const back = (call: string, reached: boolean) => ({ call, reached, at: '2026-03-01T08:00:00Z', by: 'Physician' })
const alert = (...callBacks: object[]) => ({ row: { patientName: 'Demo' }, callBacks }) as unknown as EscalationView
const stubs = {
  ElDialog: { template: '<div><slot /><slot name="footer" /></div>' }, ElButton: { template: '<button><slot /></button>' },
  ElInput: { props: ['modelValue'], emits: ['update:modelValue'], template: '<textarea :value="modelValue" @input="$emit(\'update:modelValue\', $event.target.value)" />' },
}
const dialog = (view: EscalationView) => mount(CloseDialog, { props: { view, shown: true, call: 'c2', busy: false, refusal: null }, global: { plugins: [i18n], stubs } })

test('the call just made is offered as soon as it is known that he was reached, though the dialog stands open', async () => {
  const shown = dialog(alert(back('c1', true), back('c2', false)))
  await shown.setProps({ view: alert(back('c1', true), back('c2', true)) })
  await shown.get('form').trigger('submit')
  expect(shown.emitted('close')).toEqual([['c2', '']])
})

test('what was chosen stays chosen when news arrives', async () => {
  const shown = dialog(alert(back('c1', true)))
  await shown.get('input[value=""]').setValue(true)
  await shown.get('textarea').setValue('came to the ward')
  await shown.setProps({ view: alert(back('c1', true), back('c2', true)) })
  await shown.get('form').trigger('submit')
  expect(shown.emitted('close')).toEqual([[null, 'came to the ward']])
})

test('nobody closes without a call and without a reason', async () => {
  const shown = dialog(alert(back('c1', false)))
  await shown.get('form').trigger('submit')
  expect(shown.emitted('close')).toBeUndefined()
})

test('a complaint is closed with a call about it, not with another one', async () => {
  const complaint = (...forms: string[]) => ({ row: { patientName: 'Demo', kind: 'COMPLAINT' }, callBacks: forms.map((form, i) => ({ ...back(`c${i}`, true), form })) }) as unknown as EscalationView
  const shown = dialog(complaint('call-back'))
  expect(shown.findAll('input[type="radio"]')).toHaveLength(1)
  await shown.setProps({ view: complaint('call-back', 'complaint') })
  await shown.get('form').trigger('submit')
  expect(shown.emitted('close')).toEqual([['c1', '']])
})
