import { expect, test } from 'vitest'
import type { CallView, Colleague } from '@/shared/api/schema'
import { canReach, matching, typedNumber } from './colleagues'
import { consultOf, grade } from './quality'

const one = (name: string, more: Partial<Colleague> = {}): Colleague => ({ id: name, name, role: 'NURSE', extension: '8001', presence: 'READY', reachable: true, ...more })

test('who can pick up comes first, and people are found by name, extension or role', () => {
  const all = [one('忙', { presence: 'ON_CALL', extension: '8009' }), one('不在', { reachable: false }), one('闲')]
  expect(matching(all, '', () => '').map(c => c.name)).toEqual(['闲', '忙', '不在'])
  expect(matching(all, '8009', () => '').map(c => c.name)).toEqual(['忙'])
  expect(matching(all, '医生', c => c.name === '闲' ? '医生' : '护士').map(c => c.name)).toEqual(['闲'])
})

test('nobody is offered who has no telephone or is not there', () => {
  expect([canReach(one('a')), canReach(one('a', { extension: null })), canReach(one('a', { presence: 'OFFLINE' })), canReach(one('a', { reachable: false }))]).toEqual([true, false, false, false])
})

test('a number is what has digits enough and nothing else', () => {
  expect([typedNumber('138 0000-0000'), typedNumber('+86100'), typedNumber('12'), typedNumber('张三')]).toEqual(['13800000000', '+86100', null, null])
})

test('a line is graded by its MOS, without one by loss and jitter, and not at all without figures', () => {
  const of = (mos: number | null, lossPercent: number | null = null, jitterMs: number | null = null) => grade({ mos, lossPercent, jitterMs })
  expect([of(4.3), of(3.7), of(2.9), of(null, 2), of(null, 0, 90), of(null), grade(null)]).toEqual(['good', 'warn', 'bad', 'warn', 'bad', null, null])
})

test('where a consultation stands is told from the third party and whether the patient waits', () => {
  const call = (state: CallView['state'], third?: 'RINGING' | 'TALKING') => ({ state, parties: third ? [{ role: 'THIRD', name: 'x', state: third, since: '' }] : [] }) as unknown as CallView
  expect([consultOf(null), consultOf(call('TALKING')), consultOf(call('ON_HOLD', 'RINGING')), consultOf(call('ON_HOLD', 'TALKING')), consultOf(call('TALKING', 'TALKING'))])
    .toEqual(['none', 'none', 'ringing', 'aside', 'together'])
})
