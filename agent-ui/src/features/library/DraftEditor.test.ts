import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Doc, DocItem, DraftView } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import { library } from './api'
import { rows } from './document'
import DraftEditor from './DraftEditor.vue'

vi.mock('@/shared/ui/leaveGuard', () => ({ guardLeaving: () => undefined }))
vi.mock('@/shared/ui/toast', () => ({ toastUndo: () => undefined, explain: () => ({ words: '', code: '' }) }))

const item = (linkId: string, more: Partial<DocItem> = {}): DocItem => ({ linkId, type: 'boolean', text: { zh: `${linkId}中`, en: linkId }, ...more })
const document_: Doc = { name: 'x', title: { zh: '题', en: 'Form' }, item: [item('g', { type: 'group', item: [item('a'), item('b')] }), item('c', { somethingElse: { kept: true } })] }
let saved: Doc[] = []

function editor(faults: DraftView['faults'] = []) {
  saved = []
  vi.spyOn(library, 'save').mockImplementation((_, document, version) => {
    saved.push(document)
    return Promise.resolve({ ...draft, document, version: version + 1, faults })
  })
  const draft: DraftView = { code: 'x', document: document_, version: 1, basedOn: 1, changedBy: 'me', changedAt: '2026-11-23T10:00:00Z', faults }
  const button = { template: '<button type="button" v-bind="$attrs"><slot /></button>' }
  const screen = mount(DraftEditor, { props: { draft }, attachTo: document.body, slots: { preview: '<i />' }, global: { plugins: [i18n, createPinia(), [VueQueryPlugin, { queryClient: new QueryClient() }]], stubs: { ElIcon: true, ElAlert: true, ElButton: button } } })
  const outline = screen.get('[role="listbox"]')
  const press = (key: string, more: Record<string, unknown> = {}) => outline.trigger('keydown', { key, ...more })
  const settled = () => (screen.vm as unknown as { settle: () => Promise<unknown> }).settle()
  const now = async () => {
    await settled()
    return saved.at(-1) ? rows(saved.at(-1)!.item).map(row => `${'.'.repeat(row.depth)}${row.item.linkId}`) : []
  }
  const undo = (key: string) => window.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }))
  return { screen, press, now, settled, undo, chosen: () => screen.get('[aria-selected="true"]').text() }
}
beforeEach(() => { i18n.global.locale.value = 'en' as never })

test('items are walked, moved, added and removed by keys, and all of it can be taken back', async () => {
  const { screen, press, now, undo, chosen } = editor()
  expect(chosen()).toContain('g中')
  await press('ArrowDown')
  await press('ArrowDown')
  expect(chosen()).toContain('b中')
  await press('ArrowUp', { altKey: true })
  expect(await now()).toEqual(['g', '.b', '.a', 'c'])
  await press('ArrowLeft', { altKey: true })
  expect(await now()).toEqual(['g', '.a', 'b', 'c'])
  await press('ArrowRight', { altKey: true })
  expect(await now()).toEqual(['g', '.a', '.b', 'c'])
  await press('Delete')
  expect(await now()).toEqual(['g', '.a', 'c'])
  await press('Enter')
  expect(await now()).toEqual(['g', '.a', '.question', 'c'])
  for (let i = 0; i < 5; i++) undo('z')
  expect(await now()).toEqual(['g', '.a', '.b', 'c'])
  undo('y')
  expect(await now()).toEqual(['g', '.b', '.a', 'c'])
  screen.unmount()
})

test('what is typed is saved in both languages, and what the editor does not know stays', async () => {
  const { screen, press, settled } = editor()
  for (let i = 0; i < 3; i++) await press('ArrowDown')
  const both = screen.findAll('.both').find(one => one.attributes('aria-label') === 'Question')!
  await both.findAll('input')[0]!.setValue('新问题')
  await both.findAll('input')[1]!.setValue('A new question')
  await settled()
  expect(saved.at(-1)!.item[1]).toEqual({ linkId: 'c', type: 'boolean', text: { zh: '新问题', en: 'A new question' }, somethingElse: { kept: true } })
  expect(screen.text()).toContain('somethingElse')
  screen.unmount()
})

test('a condition is made of a question before it, and a red flag says what to do', async () => {
  const { screen, press, settled } = editor()
  for (let i = 0; i < 3; i++) await press('ArrowDown')
  const click = (words: string) => screen.findAll('button').find(one => one.text().includes(words))!.trigger('click')
  await click('Add a condition')
  await click('Add a red flag')
  await screen.find('fieldset').findAll('input').at(-1)!.setValue('tell the doctor')
  await settled()
  expect(saved.at(-1)!.item[1]).toMatchObject({
    enableWhen: [{ question: 'b', operator: '=', answer: true }],
    redFlag: [{ when: { operator: '=', answer: true }, level: 'URGENT', text: { zh: '', en: 'tell the doctor' } }],
  })
  screen.unmount()
})

test('a question is worded for each occasion, and the last one taken away leaves nothing behind', async () => {
  const { screen, press, settled } = editor()
  for (let i = 0; i < 3; i++) await press('ArrowDown')
  const click = (words: string) => screen.findAll('button').find(one => (one.attributes('aria-label') ?? one.text()).includes(words))!.trigger('click')
  await click('Add a wording')
  await screen.get('[aria-label="Wording 1"] textarea').setValue('您好呀')
  await click('Add a wording')
  await screen.get('[aria-label="Wording 2"] select').setValue('DIALECT')
  await click('Add what is better not said')
  await screen.findAll('[aria-label="Better not said 1"] input')[1]!.setValue('You there')
  await settled()
  expect(saved.at(-1)!.item[1]).toMatchObject({
    variant: [{ for: 'WARM', say: { zh: '您好呀', en: '' } }, { for: 'DIALECT', display: { zh: '', en: '' }, say: { zh: '', en: '' } }],
    avoid: [{ text: { zh: '', en: 'You there' }, say: { zh: '', en: '' } }],
  })
  await screen.get('[aria-label="Wording 2"] select').setValue('ELDERLY')
  await settled()
  expect(saved.at(-1)!.item[1]!.variant![1]).toEqual({ for: 'ELDERLY', say: { zh: '', en: '' } })
  for (const gone of ['Remove wording 1', 'Remove wording 1', 'Remove what is better not said 1']) await click(gone)
  await settled()
  expect(saved.at(-1)!.item[1]).toEqual({ linkId: 'c', type: 'boolean', text: { zh: 'c中', en: 'c' }, somethingElse: { kept: true } })
  screen.unmount()
})

test('a fault stands at its item, and marks it in the outline', async () => {
  const { screen, press } = editor([{ pointer: '/item/c', item: 'c', message: 'a choice needs options' }, { pointer: '/item/questionnaire', item: 'questionnaire', message: 'has no title' }])
  expect(screen.get('.faults').text()).toContain('has no title')
  expect(screen.findAll('li.wrong').map(one => one.text())).toEqual(['c中'])
  for (let i = 0; i < 3; i++) await press('ArrowDown')
  expect(screen.get('.fault').text()).toBe('a choice needs options')
  screen.unmount()
})

test('what is known beforehand, and that it is only known, is written like the rest', async () => {
  const { screen, settled } = editor()
  await screen.findAll('[role="option"]')[1]!.trigger('click')
  const start = screen.get('input[list]')
  await start.setValue('history.diabetes')
  await start.trigger('change')
  const boxes = screen.findAll('label').filter(label => label.text() === 'Never asked, only known')
  await boxes[0]!.get('input').setValue(true)
  await settled()
  expect(saved.at(-1)!.item[0]!.item![0]).toMatchObject({ linkId: 'a', initialFrom: 'history.diabetes', hidden: true })
  expect(screen.text()).not.toContain('kept as it is')
})

test('a section becomes a row for each, and back', async () => {
  const { screen, settled } = editor()
  const rowsOf = () => screen.findAll('label').find(label => label.text().startsWith('A row for each'))!.get('input')
  await rowsOf().setValue(true)
  await settled()
  expect(saved.at(-1)!.item[0]).toMatchObject({ linkId: 'g', repeats: true })
  await rowsOf().setValue(false)
  await settled()
  expect(saved.at(-1)!.item[0]).not.toHaveProperty('repeats')
})

test('a field of the patient is put behind what is said, in both languages', async () => {
  vi.spyOn(library, 'fields').mockResolvedValue([{ name: 'patient.title', health: false, otherwise: 'there' }])
  const { screen, settled } = editor()
  await screen.findAll('[role="option"]')[1]!.trigger('click')
  const list = screen.findAll('details').find(one => one.text().startsWith('Fields of the patient'))!
  ;(list.element as HTMLDetailsElement).open = true
  await list.trigger('toggle')
  await vi.waitFor(() => expect(list.text()).toContain('patient.title'))
  await list.get('button').trigger('click')
  await settled()
  expect(saved.at(-1)!.item[0]!.item![0]!.say).toEqual({ zh: '{{patient.title}}', en: '{{patient.title}}' })
})
