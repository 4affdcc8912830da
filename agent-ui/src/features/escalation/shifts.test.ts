import { expect, test } from 'vitest'
import { overnight, shiftOf, spoken, toggled } from './shifts'

test('no day is every day, and the last day of a shift is not taken away', () => {
  expect(toggled([], 7)).toEqual([1, 2, 3, 4, 5, 6])
  expect(toggled([1, 2, 3, 4, 5, 6], 7)).toEqual([])
  expect(toggled([3], 3)).toEqual([3])
  expect(toggled([5], 2)).toEqual([2, 5])
})

test('what ends before it begins ends on the next day, midnight too', () => {
  const shift = (from: string | null, until: string | null) => ({ id: 'a', days: [], from, until })
  expect(overnight(shift('20:00', '08:00'))).toBe(true)
  expect(overnight(shift('20:00', '00:00'))).toBe(true)
  expect(overnight(shift('08:00', '20:00'))).toBe(false)
  expect(overnight(shift(null, null))).toBe(false)
})

test('times are told to the minute', () => {
  expect(shiftOf({ id: 'a', days: [2, 1], from: '08:00:00', until: '20:00:00' })).toEqual({ id: 'a', days: [1, 2], from: '08:00', until: '20:00' })
})

test('a time with nobody is told by the wall, and its last day only where it is another', () => {
  const named = (n: number) => ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][n]!
  expect(spoken({ from: '2026-11-23T08:00:00', until: '2026-11-23T09:30:00' }, named)).toBe('Mon 11-23 08:00 – 09:30')
  expect(spoken({ from: '2026-11-29T20:00', until: '2026-11-30T08:00' }, named)).toBe('Sun 11-29 20:00 – Mon 11-30 08:00')
})
