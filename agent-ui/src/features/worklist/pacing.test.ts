import { expect, test } from 'vitest'
import { abandonTone } from './pacing'

test('abandoned calls warn before the cap and are wrong above it', () => {
  expect([0, 0.8, 0.9, 1, 1.1].map(abandonPercent => abandonTone({ abandonPercent, cap: 1 }))).toEqual(['good', 'good', 'warn', 'warn', 'bad'])
  expect(abandonTone({ abandonPercent: null, cap: 1 })).toBe('info')
  expect(abandonTone({ abandonPercent: 0, cap: 0 })).toBe('good')
})
