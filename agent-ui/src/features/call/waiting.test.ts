import { expect, test } from 'vitest'
import type { ParkedCall } from '@/shared/api/schema'
import { firstToTake, kindOf, takable, whoWaits } from './waiting'

const one = (callId: string, more: Partial<ParkedCall> = {}): ParkedCall => ({ callId, patientName: 'A', since: `2026-11-22T10:00:0${callId}Z`, by: null, ...more })

test('a server that does not name the kind still tells a parked call from a lost one', () => {
  expect([kindOf(one('1')), kindOf(one('1', { by: 'B' })), kindOf(one('1', { kind: 'INBOUND' }))]).toEqual(['LOST_DESK', 'PARKED', 'INBOUND'])
})

test('a broken talk is taken before a caller, and a caller before what was parked on purpose', () => {
  expect(firstToTake([one('1', { by: 'B' }), one('3', { kind: 'INBOUND' }), one('2', { kind: 'INBOUND' }), one('4')])?.callId).toBe('4')
  expect(firstToTake([one('1', { by: 'B' }), one('3', { kind: 'INBOUND' }), one('2', { kind: 'INBOUND' })])?.callId).toBe('2')
  expect(firstToTake([])).toBeNull()
})

test('a caller nobody knows is named by his number', () => {
  expect([whoWaits(one('1')), whoWaits(one('1', { patientName: null, number: '+86***01' })), whoWaits(one('1', { patientName: null }))]).toEqual(['A', '+86***01', null])
})

test('while she writes up, she may take only him who rings back, and in a talk nobody', () => {
  const all = [one('1', { kind: 'INBOUND' }), one('2', { kind: 'INBOUND', resumes: true })]
  expect(takable(all, true, false)).toEqual(all)
  expect(takable(all, false, true).map(o => o.callId)).toEqual(['2'])
  expect(takable(all, false, false)).toEqual([])
})
