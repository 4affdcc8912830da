import { expect, test } from 'vitest'
import { heardOf, judge } from './lineVerdict'

const figures = (more: object) => ({ codec: 'opus 48 kHz', roundTripMs: 20, jitterMs: 3, lossPercent: 0, ...more })

test('a line is as bad as the worst thing known of it, and that is what to mend', () => {
  expect(judge(heardOf(figures({}), { mos: 4.3, jitterMs: 1, lossPercent: 0 }))).toEqual({ grade: 'good', mend: null })
  expect(judge(heardOf(figures({ lossPercent: 2 }), null))).toEqual({ grade: 'warn', mend: 'loss' })
  expect(judge(heardOf(figures({ lossPercent: 2, jitterMs: 80 }), null))).toEqual({ grade: 'bad', mend: 'jitter' })
  expect(judge(heardOf(figures({ roundTripMs: 400 }), null))).toEqual({ grade: 'warn', mend: 'roundTrip' })
  expect(judge(heardOf(figures({}), { mos: 3.1, jitterMs: 1, lossPercent: 0 }))).toEqual({ grade: 'bad', mend: 'sound' })
})

test('of a desk phone only the house knows, and of a line nobody measured nothing is said', () => {
  expect(judge(heardOf(null, { mos: 4.2, jitterMs: 12, lossPercent: 6 }))).toEqual({ grade: 'bad', mend: 'loss' })
  expect(judge(heardOf(null, null))).toBeNull()
})

test('where browser and house differ the worse figure is shown', () => {
  expect(heardOf(figures({ jitterMs: 9, lossPercent: 1 }), { mos: 4, jitterMs: 4, lossPercent: 3 })).toEqual({ roundTripMs: 20, jitterMs: 9, lossPercent: 3, mos: 4 })
})
