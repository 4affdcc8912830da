import { expect, test } from 'vitest'
import type { Item, RecordRow, RecordView } from '@/shared/api/schema'
import { lastAnswer, lastTalk, sameAnswer } from './lastTime'

const row = (id: string, at: string, more: Partial<RecordRow> = {}) => ({ id, at, state: 'SIGNED', completion: 'COMPLETE', ...more }) as RecordRow
const item = (linkId: string, more: Partial<Item> = {}) => ({ linkId, type: 'choice', text: '', ...more }) as Item
const last = { questionnaire: { code: 'q' }, answers: { pain: 3, who: 'PATIENT', identity: true } } as unknown as RecordView

test('the last talk is the newest signed one that told something', () => {
  expect(lastTalk([row('a', '1'), row('b', '3', { completion: 'NOT_STARTED' }), row('c', '2', { completion: 'PARTIAL' }), row('d', '4')], 'd')?.id).toBe('c')
  expect(lastTalk([row('a', '1', { state: 'OPEN' })], null)).toBeNull()
})

test('who is there and whether it is him is asked anew each time', () => {
  expect([lastAnswer(item('pain'), last, 'q'), lastAnswer(item('who'), last, 'q'), lastAnswer(item('identity', { gate: true }), last, 'q')]).toEqual([3, null, null])
})

test('answers of another form are not compared', () => {
  expect(lastAnswer(item('pain'), last, 'other')).toBeNull()
})

test('the order of several answers does not make them different', () => {
  expect([sameAnswer(['a', 'b'], ['b', 'a']), sameAnswer('a', 'b'), sameAnswer(null, null)]).toEqual([true, false, true])
})
