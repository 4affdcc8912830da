import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { OutsideChannel, OutsideTest } from '@/shared/api/schema-escalation'
import { i18n } from '@/shared/i18n'
import OutsidePanel from './OutsidePanel.vue'

const now = Date.parse('2026-11-23T02:00:00Z')
const shown = (channel: OutsideChannel, tested: OutsideTest | null = null) =>
  mount(OutsidePanel, { props: { channel, tested, busy: false, now }, global: { plugins: [i18n], stubs: { ElIcon: true, ElButton: { template: '<button @click="$emit(\'click\')"><slot /></button>', emits: ['click'] } } } })

test('without a gateway it says so, and there is nothing to try', () => {
  const panel = shown({ used: false, host: '', failing: null })
  expect(panel.text()).toContain('aftercall.escalation.outside.url')
  expect(panel.find('button').exists()).toBe(false)
})

test('a gateway that fails is named with the reason, since when and of how many alerts', () => {
  const panel = shown({ used: true, host: 'gateway.hospital', failing: { since: '2026-11-23T01:50:00Z', alerts: 2, text: 'HTTP 503' } })
  expect(panel.text()).toContain('gateway.hospital')
  expect(panel.find('[role="alert"]').text()).toMatch(/2.*(10 minutes ago|10\s*分钟前).*HTTP 503|(10 minutes ago|10\s*分钟前).*2.*HTTP 503/)
})

test('what came of a test message is shown in words', async () => {
  const panel = shown({ used: true, host: 'gateway.hospital', failing: null })
  expect(panel.find('[role="alert"]').exists()).toBe(false)
  await panel.find('button').trigger('click')
  expect(panel.emitted('test')).toHaveLength(1)
  await panel.setProps({ tested: { told: false, text: 'HTTP 401' } })
  expect(panel.find('[role="status"]').text()).toContain('HTTP 401')
})
