import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { ref } from 'vue'
import type { DocFlag } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import FlagRows from './FlagRows.vue'
import { formsKey } from './forms'

const flag: DocFlag = { when: { operator: '=', answer: true }, level: 'ROUTINE', text: { zh: '投诉', en: 'A complaint' } }
const rows = (one: DocFlag) => mount(FlagRows, {
  props: { flags: [one], question: { linkId: 'complaint', type: 'boolean', text: { zh: '有投诉', en: 'Has a complaint' } }, language: 'en' },
  global: { plugins: [i18n], stubs: { ElButton: true, BothTexts: true, CompareWith: true }, provide: { [formsKey as symbol]: ref([{ code: 'complaint', title: 'Complaint follow-up' }]) } },
})
const select = (shown: ReturnType<typeof rows>) => shown.get('label select')

test('an alarm may name the form by which the patient is called back', async () => {
  const shown = rows(flag)
  await select(shown).setValue('complaint')
  expect(shown.emitted('write')).toEqual([[[{ ...flag, callBack: 'complaint' }], null]])
})

test('the usual form is no form at all, and one that is gone stays to be seen', async () => {
  const shown = rows({ ...flag, callBack: 'gone' })
  expect((select(shown).element as HTMLSelectElement).value).toBe('gone')
  await select(shown).setValue('')
  expect(shown.emitted('write')).toEqual([[[flag], null]])
})
