import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { DropRates as Rates } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import DropRates from './DropRates.vue'

const today: Rates['today'] = { day: '2026-11-23', calls: 400, abandoned: 4.5, live: 95, takenForMachines: 50, falsePositives: 0.05, percent: 4.523, limit: 3 }
const month: NonNullable<Rates['month']> = { from: '2026-11-21', until: '2026-11-23', calls: 900, answered: 300, abandoned: 9, percent: 3, limit: 3, kept: true }
const seen = (rates: Omit<Rates, 'at'>) => {
  i18n.global.locale.value = 'en'
  const view = mount(DropRates, { props: { rates: { ...rates, at: '2026-11-23T02:00:00Z' } }, global: { plugins: [i18n] } })
  return (name: string) => view.get(`[data-rate="${name}"]`)
}

test('each rate stands with its limit, what it is made of, and what it counts', () => {
  const card = seen({ today, month })
  expect(card('ofcom').text()).toContain('4.52%limit 3%')
  expect(card('ofcom').text()).toContain('4.5 abandoned, 95 met a nurse')
  expect(card('ofcom').text()).toContain('50 hung up on as machines')
  expect(card('ofcom').get('details').text()).toContain('of such calls 5% are added')
  expect(card('ofcom').classes()).toContain('bad')
  expect(card('ftc').text()).toContain('3.00%limit 3%')
  expect(card('ftc').text()).toContain('9 of 300 answered')
  expect(card('ftc').text()).toContain('2026-11-21 to 2026-11-23')
  // three of a hundred, in whole calls, is kept
  expect(card('ftc').classes()).toContain('good')
})

test('where nothing was rung ahead, or nobody answered, no rate is shown', () => {
  const none = seen({ today: { ...today, calls: 0, percent: null }, month: null })
  for (const name of ['ofcom', 'ftc']) {
    expect(none(name).text()).toContain('No predictive call in this period')
    expect(none(name).text()).not.toContain('0.00%')
  }
  const silent = seen({ today: { ...today, percent: null }, month: { ...month, calls: 1, percent: null } })
  expect(silent('ofcom').text()).toContain('400 calls rang ahead, and no person answered')
  expect(silent('ftc').classes()).toContain('info')
})
