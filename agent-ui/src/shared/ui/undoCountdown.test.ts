import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import UndoCountdown from './UndoCountdown.vue'

beforeEach(() => vi.useFakeTimers({ now: 0 }))
afterEach(() => vi.useRealTimers())

test('the way back shows its seconds and closes by itself', async () => {
  const note = mount(UndoCountdown, { props: { message: 'Signed', until: 30_000 } })
  expect(note.text()).toContain('30 s')
  await vi.advanceTimersByTimeAsync(12_000)
  expect(note.text()).toContain('18 s')
  await note.get('button').trigger('click')
  expect(note.emitted('undo')).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(18_000)
  expect(note.emitted('over')).toHaveLength(1)
})
