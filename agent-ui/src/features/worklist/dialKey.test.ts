import { expect, test } from 'vitest'
import type { DialKey } from '@/shared/api/schema'
import { askAgainIn } from './dialKey'

const at = (ms: number | null) => ({ code: 'windowClosed', text: '', until: ms === null ? null : new Date(ms).toISOString() })
const key = (...ends: (number | null)[]): DialKey => ({ works: ends.length === 0, attempt: 1, maxAttempts: 4, today: 0, perDay: 4, week: 0, perWeek: 8, messageLeft: false, reasons: ends.map(at) })

test('the key is looked at again as soon as its reason ends, else every half minute', () => {
  expect(askAgainIn(undefined, 0)).toBe(30_000)
  expect(askAgainIn(key(null), 0)).toBe(30_000)
  expect(askAgainIn(key(null, 12_000), 0)).toBe(12_000)
  expect(askAgainIn(key(3_600_000), 0)).toBe(30_000)
  expect(askAgainIn(key(5_000), 9_000)).toBe(1_000)
})
