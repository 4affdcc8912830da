import { beforeEach, expect, test, vi } from 'vitest'
import { gathering } from './api'
import { takeIn, type Words } from './gathering'

const said: string[] = []
let undoing: (() => void) | null = null
vi.mock('@/shared/ui/toast', () => ({
  toastDone: (text: string) => said.push(`done ${text}`),
  toastNote: (text: string) => said.push(`note ${text}`),
  toastError: (error: Error) => said.push(`error ${error.message}`),
  toastUndo: (text: string, undo: () => void) => { said.push(`undo? ${text}`); undoing = undo },
}))
const words: Words = { taken: n => `${n} taken`, none: 'nobody', undone: 'back', partly: (back, of) => `${back} of ${of} back` }
const effect = (taken: number) => ({ fit: taken + 1, elsewhere: 1, stopped: 0, taken })
beforeEach(() => { said.length = 0; undoing = null; vi.restoreAllMocks() })

test('what was taken in is said with a way back, and the lists are read again both times', async () => {
  vi.spyOn(gathering, 'take').mockResolvedValue({ effect: effect(9), undo: 'u' })
  const undo = vi.spyOn(gathering, 'undo').mockResolvedValue({ back: 7, of: 9 })
  let read = 0
  await takeIn('a', 30, words, () => { read++ })
  expect(said).toEqual(['undo? 9 taken'])
  undoing!()
  await vi.waitFor(() => expect(read).toBe(2))
  expect(undo).toHaveBeenCalledWith('u')
  expect(said.at(-1)).toBe('note 7 of 9 back')
})

test('nobody taken leaves nothing to undo, and a failure is told and not thrown', async () => {
  vi.spyOn(gathering, 'take').mockResolvedValueOnce({ effect: effect(0), undo: null }).mockRejectedValueOnce(new Error('over'))
  await takeIn('a', 30, words, () => undefined)
  expect(await takeIn('a', 30, words, () => undefined)).toBeNull()
  expect([said, undoing]).toEqual([['note nobody', 'error over'], null])
})
