import { expect, test } from 'vitest'
import { callsAgain, delayIn, toMinutes } from './rules'

test('a delay is told in its largest whole unit', () => {
  expect([delayIn(0), delayIn(45), delayIn(180), delayIn(90), delayIn(2880)]).toEqual([{ n: 0, unit: 'minute' }, { n: 45, unit: 'minute' }, { n: 3, unit: 'hour' }, { n: 90, unit: 'minute' }, { n: 2, unit: 'day' }])
})

test('and comes back to the same minutes', () => {
  for (const total of [0, 7, 60, 180, 1440, 10_080]) expect(toMinutes(delayIn(total).n, delayIn(total).unit)).toBe(total)
})

test('closing or stopping leads to no other call', () => {
  expect([callsAgain('RETRY'), callsAgain('CALLBACK'), callsAgain('CLOSE'), callsAgain('STOP')]).toEqual([true, true, false, false])
})
