import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import type { LibraryRow } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import { library } from './api'
import OfferNote from './OfferNote.vue'

vi.mock('@/shared/ui/toast', () => ({ toastDone: () => undefined, toastError: () => undefined, explain: () => ({ words: '', code: '' }) }))

const version = (n: number, over: LibraryRow['versions'][0]['over'] = null) => ({ version: n, at: '2026-11-01T10:00:00Z', by: 'Li', note: '', over })
const row: LibraryRow = { code: 'copd', title: 'COPD', draft: null, offer: { version: 2, at: '2026-11-22T10:00:00Z' }, versions: [version(4, { at: '2026-11-20T10:00:00Z', by: 'Li', why: 'x' }), version(3)] }

function note(mayWrite = true) {
  const button = { template: '<button type="button" v-bind="$attrs"><slot /></button>' }
  const reason = { props: ['title'], emits: ['give'], template: '<form v-if="title" @submit.prevent="$emit(\'give\', \'words\')" />' }
  return mount(OfferNote, { props: { row, mayWrite }, global: { plugins: [i18n, [VueQueryPlugin, { queryClient: new QueryClient() }]], stubs: { ElButton: button, ReasonDialog: reason, ElIcon: true } } })
}
beforeEach(() => { i18n.global.locale.value = 'en' as never })

test('what is offered is compared with the version that is asked, not with a retired one', async () => {
  const asked = vi.spyOn(library, 'ofOffer').mockResolvedValue({ wordsOnly: true, changes: [] })
  const screen = note()
  expect(asked).not.toHaveBeenCalled()
  await screen.findAll('button')[0]!.trigger('click')
  await flushPromises()
  expect(asked).toHaveBeenCalledWith('copd', 2, 3)
  expect(screen.text()).toContain('No difference')
})

test('it is taken over or declined with words, and the shelf is read again', async () => {
  const taken = vi.spyOn(library, 'take').mockResolvedValue({ code: 'copd', version: 5 })
  const declined = vi.spyOn(library, 'decline').mockResolvedValue(undefined)
  const screen = note()
  await screen.findAll('button')[1]!.trigger('click')
  await screen.get('form').trigger('submit')
  await flushPromises()
  expect(taken).toHaveBeenCalledWith('copd', 2, 'words')
  await screen.findAll('button')[2]!.trigger('click')
  await screen.get('form').trigger('submit')
  await flushPromises()
  expect(declined).toHaveBeenCalledWith('copd', 2, 'words')
  expect(screen.emitted('settled')).toHaveLength(2)
})

test('who may not write scripts only reads that it is there', () => {
  expect(note(false).findAll('button')).toHaveLength(0)
})
