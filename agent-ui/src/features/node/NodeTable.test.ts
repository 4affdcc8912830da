import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { TelephonyNode } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import NodeTable from './NodeTable.vue'

const now = Date.parse('2026-11-23T02:00:00Z')
const node = (name: string, more: Partial<TelephonyNode>): TelephonyNode => ({ name, state: 'UP', calls: 3, capacity: 100, since: '2026-11-23T00:00:00Z', trunk: null, account: null, ...more })
const why = 'the carrier rejects the registration: user or password is wrong (SIP 401)'

test('each system says whether calls get out of it, and why and since when not', () => {
  const list = [
    node('main', { account: { state: 'REGISTERED', sip: 0, since: '2026-11-23T01:00:00Z', text: 'registered at the carrier' } }),
    node('second', { trunk: why, account: { state: 'REJECTED', sip: 401, since: '2026-11-23T01:50:00Z', text: why } }),
    node('third', { trunk: 'the carrier’s end does not answer' }),
    node('fourth', { state: 'DOWN', trunk: why }),
  ]
  const screen = mount(NodeTable, { props: { list, now, busy: null }, global: { plugins: [i18n], stubs: { ElIcon: true, ElButton: true } } })
  const cell = (name: string) => screen.find(`[data-node="${name}"] [data-trunk]`)
  expect(cell('main').attributes('data-trunk')).toBe('up')
  expect(cell('main').text()).toContain('registered at the carrier')
  expect(cell('second').attributes('data-trunk')).toBe('down')
  expect(cell('second').text()).toContain(why)
  expect(cell('second').text()).toMatch(/10 minutes ago|10\s*分钟前/)
  expect(cell('third').text()).toContain('does not answer')
  // of one that is out of reach nobody knows
  expect(cell('fourth').text()).not.toContain(why)
  screen.unmount()
})
