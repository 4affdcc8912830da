import { expect, test } from 'vitest'
import type { TrialLine } from '@/shared/api/schema-trial'
import { differenceWords, sideWords, verdict } from './figures'

const share = (what: TrialLine['what'], low: number, high: number): TrialLine => ({
  what, usual: { hits: 41, of: 203, bounds: { value: 41 / 203, low: 0.153, high: 0.262 } }, fresh: { hits: 0, of: 0, bounds: null }, difference: { value: (low + high) / 2, low, high },
})

test('a share is told with its counts and bounds, a mean with how many it is of', () => {
  expect(sideWords(share('ALARMS', 0, 0), share('ALARMS', 0, 0).usual)).toBe('41/203 · 20.2 % (15.3–26.2)')
  expect(sideWords(share('ALARMS', 0, 0), share('ALARMS', 0, 0).fresh)).toBe('0/0')
  const mean: TrialLine = { what: 'MINUTES', usual: { hits: null, of: 9, bounds: { value: 4.26, low: 3.5, high: 5.02 } }, fresh: { hits: null, of: 1, bounds: null }, difference: null }
  expect(sideWords(mean, mean.usual)).toBe('4.3 (3.5–5.0) · n 9')
  expect(sideWords(mean, mean.fresh)).toBe('– · n 1')
  expect(differenceWords(mean)).toBe('–')
})

test('a difference is told in points with its direction', () => {
  expect(differenceWords(share('ALARMS', -0.12, -0.02))).toBe('−7.0 (−12.0 … −2.0)')
  expect(differenceWords(share('ALARMS', -0.01, 0.05))).toBe('+2.0 (−1.0 … +5.0)')
})

test('only a difference whose bounds leave out zero says anything; fewer complaints are better, fewer alarms found are worse', () => {
  expect(verdict(share('ALARMS', -0.12, -0.02))).toBe('worse')
  expect(verdict(share('COMPLAINTS', -0.12, -0.02))).toBe('better')
  expect(verdict(share('REACHED', 0.01, 0.2))).toBe('better')
  expect(verdict(share('REACHED', -0.01, 0.2))).toBe('open')
  expect(verdict(share('MINUTES', 0.01, 0.2))).toBe('other')
})
