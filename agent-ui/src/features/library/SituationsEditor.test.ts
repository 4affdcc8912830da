import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DocSituation, SituationsView } from '@/shared/api/schema'
import { ApiError } from '@/shared/api/client'
import { i18n } from '@/shared/i18n'
import { situations } from './api'
import SituationsEditor from './SituationsEditor.vue'

vi.mock('@/shared/ui/toast', () => ({ toastDone: () => undefined, toastError: () => undefined, explain: () => ({ words: '', code: '' }) }))
const both = (en: string) => ({ zh: `${en}中`, en })
const worry: DocSituation = { code: 'WORRY', text: both('Worried'), line: [{ say: both('What do you fear?') }], avoid: [{ text: both('It is nothing'), say: both('I understand') }] }
const anger: DocSituation = { code: 'ANGER', text: both('Angry'), line: [{ say: both('I write it down.') }] }
const view = (more: Partial<SituationsView> = {}): SituationsView => ({ version: 0, situation: [worry, anger], shipped: [worry, anger], at: null, by: null, editions: [], ...more })

function editor(now = view()) {
  const button = { template: '<button type="button" v-bind="$attrs"><slot /></button>' }
  return mount(SituationsEditor, { props: { view: now }, global: { plugins: [i18n], stubs: { ElButton: button, ElIcon: true } } })
}
type Shown = ReturnType<typeof editor>
const places = (shown: Shown) => shown.findAll('nav button.bare')
const saveKey = (shown: Shown) => shown.get('.acts button')
const firstLine = (shown: Shown) => shown.get('fieldset[aria-label="Line 1"]').findAll('textarea')[1]!
beforeEach(() => { i18n.global.locale.value = 'en' as never })
afterEach(() => { vi.restoreAllMocks() })

test('a line is written in the house’s own words, saved on the version it was read at, and said to be own', async () => {
  const mine = { ...worry, line: [{ say: { zh: 'What do you fear?中', en: 'What is it you fear?' } }] }
  const write = vi.spyOn(situations, 'write').mockResolvedValue(view({ version: 1, situation: [mine, anger] }))
  const shown = editor()
  expect(saveKey(shown).attributes('disabled')).toBeDefined()
  await firstLine(shown).setValue('What is it you fear?')
  expect(places(shown)[0]!.text()).toContain('own words')
  expect(shown.emitted('changed')!.at(-1)).toEqual([true])
  await saveKey(shown).trigger('click')
  await flushPromises()
  expect(write).toHaveBeenCalledWith([mine, anger], 0)
  expect(shown.emitted('saved')).toHaveLength(1)
  expect(shown.emitted('changed')!.at(-1)).toEqual([false])
})

test('the shipped words come back for one moment, or for all, and are only saved by the key', async () => {
  const write = vi.spyOn(situations, 'write').mockResolvedValue(view({ version: 4 }))
  const shown = editor(view({ version: 3, situation: [{ ...worry, line: [{ say: both('Ours') }] }] }))
  await shown.get('.to-shipped').trigger('click')
  expect(firstLine(shown).element.value).toBe('What do you fear?')
  // One that was taken out is offered again.
  expect(shown.get('.gone').text()).toContain('Angry')
  await shown.get('.all-shipped').trigger('click')
  expect(places(shown)).toHaveLength(2)
  expect(write).not.toHaveBeenCalled()
  await saveKey(shown).trigger('click')
  await flushPromises()
  expect(write).toHaveBeenCalledWith([worry, anger], 3)
})

test('moments, lines and pairs come and go; a moment keeps one line', async () => {
  const shown = editor()
  await shown.get('.add').trigger('click')
  expect(places(shown)[2]!.text()).toContain('own')
  expect(shown.get('[aria-label="Take line 1 out"]').attributes('disabled')).toBeDefined()
  await shown.get('.remove').trigger('click')
  expect(places(shown)).toHaveLength(2)
  await shown.get('.avoided .row button').trigger('click')
  expect(shown.find('.avoided').exists()).toBe(false)
})

test('a word of the stay is refused at its moment, and nothing that was written is lost', async () => {
  vi.spyOn(situations, 'write').mockRejectedValue(new ApiError(422, { code: 'library.faults', message: '', errors: [{ pointer: '/item/situation WORRY', code: 'library.fault', message: 'a word of the stay' }] } as never))
  const shown = editor()
  await firstLine(shown).setValue('After {{encounter.operation}}')
  await saveKey(shown).trigger('click')
  await flushPromises()
  expect(places(shown)[0]!.classes()).toContain('wrong')
  expect(shown.get('.form .faults').text()).toBe('a word of the stay')
  expect(firstLine(shown).element.value).toBe('After {{encounter.operation}}')
})

test('what somebody else saved meanwhile is said, and taken only when asked for', async () => {
  vi.spyOn(situations, 'write').mockRejectedValue(new ApiError(412, { code: 'situation.stale', message: '' } as never))
  const shown = editor()
  await firstLine(shown).setValue('Mine')
  const theirs = view({ version: 1, situation: [{ ...worry, line: [{ say: both('Theirs') }] }, anger] })
  await shown.setProps({ view: theirs })
  expect(firstLine(shown).element.value).toBe('Mine')
  await saveKey(shown).trigger('click')
  await flushPromises()
  await shown.get('.stale button').trigger('click')
  expect(firstLine(shown).element.value).toBe('Theirs')
})
