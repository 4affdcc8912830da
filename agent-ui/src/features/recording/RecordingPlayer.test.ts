import { flushPromises, mount } from '@vue/test-utils'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RecordingLook } from '@/shared/api/schema-tape'
import { i18n } from '@/shared/i18n'
import RecordingPlayer from './RecordingPlayer.vue'

vi.mock('./api', () => ({ recordings: { media: (id: string) => `/media/${id}`, moments: () => Promise.resolve([]) } }))
vi.mock('./wave', () => ({ drawWave: null }))

const played: number[] = []
beforeEach(() => {
  played.length = 0
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(function (this: HTMLMediaElement) {
    played.push(this.currentTime)
    return Promise.reject(new DOMException('not now', 'NotAllowedError'))
  })
})
afterEach(() => { vi.restoreAllMocks() })

const recording = { id: 'r', state: 'STORED', durationMs: 120_000, peaks: null } as unknown as RecordingLook
const heard = () => vi.dynamicImportSettled().then(flushPromises)
const opened = (atOnce: boolean) => mount(RecordingPlayer, { props: { recording, startAt: 83.2, atOnce }, shallow: true, global: { plugins: [i18n, VueQueryPlugin], stubs: { ElButton: true, ElCheckbox: true, ElRadioGroup: true, ElRadioButton: true } } })

test('who clicked to hear a second hears it, from that second', async () => {
  opened(true)
  await heard()
  expect(played).toEqual([83.2])
})

test('who only opens a link to a second stands at it, in silence', async () => {
  const player = opened(false)
  await heard()
  expect(played).toEqual([])
  expect(player.emitted('at')?.at(-1)).toEqual([83_200])
})

test('who has gone on before it could play hears nothing', async () => {
  opened(true).unmount()
  await heard()
  expect(played).toEqual([])
})
