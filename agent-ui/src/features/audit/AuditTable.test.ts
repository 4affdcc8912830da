import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { AuditRow } from '@/shared/api/schema'
import { i18n } from '@/shared/i18n'
import AuditTable from './AuditTable.vue'

function leadsTo(subjectType: string, subjectId: string | null) {
  const row = { at: '2026-03-01T08:00:00Z', who: 'x', action: 'y', subjectType, subjectId, detail: '' } as AuditRow
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: AuditTable }] })
  const stubs = { ElTable: { template: '<div><slot /></div>' }, ElTableColumn: { data: () => ({ row }), template: '<div><slot :row="row" /></div>' } }
  return mount(AuditTable, { props: { rows: [row] }, global: { plugins: [i18n, router], stubs } }).findAll('a').map(one => one.attributes('href'))
}

test('a recording leads to all who heard it, a record to its page, what has no id nowhere', () => {
  expect(leadsTo('recording', 'a1')).toEqual(['/audit?subject=a1'])
  expect(leadsTo('record', 'r1')).toEqual(['/records/r1'])
  expect(leadsTo('patient', null)).toEqual([])
  expect(leadsTo('session', 's1')).toEqual([])
})
