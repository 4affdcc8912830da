import { flushPromises, mount } from '@vue/test-utils'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { afterEach, expect, test, vi } from 'vitest'
import type { DutyRoster, DutyShift } from '@/shared/api/schema-escalation'
import { ApiError } from '@/shared/api/client'
import { i18n } from '@/shared/i18n'
import { roster } from './api'
import RosterEditor from './RosterEditor.vue'

vi.mock('@/shared/ui/toast', () => ({ toastDone: () => undefined, explain: () => ({ words: 'refused', code: '' }) }))
const nobody = { NURSE: [], SPECIALIST: [], DOCTOR: [], HEAD: [] }
const day = { id: 'n1', name: 'Day', active: true, days: [], from: '08:00:00', until: '20:00:00' }
const known: DutyRoster = {
  departments: [{ kind: 'CLINICAL', department: '*', levels: { ...nobody, NURSE: [day] } }, { kind: 'COMPLAINT', department: '*', levels: nobody }],
  colleagues: [{ id: 'n1', name: 'Day', role: 'NURSE', all: true, departments: [] }, { id: 'n2', name: 'Night', role: 'NURSE', all: true, departments: [] }], absences: [],
}

async function editor() {
  i18n.global.locale.value = 'en' as never
  vi.spyOn(roster, 'read').mockResolvedValue({ data: known, etag: '"1"' } as never)
  vi.spyOn(roster, 'onDuty').mockImplementation(at => Promise.resolve({ at: at ?? 'now', zone: 'Asia/Shanghai', told: [{ kind: 'CLINICAL', department: '*', asked: 'NURSE', level: 'NURSE', name: at === null ? 'Day' : 'Night', here: at === null || at < '2026-11-24' }] }))
  vi.spyOn(roster, 'gaps').mockResolvedValue({ from: '2026-11-23T09:00', zone: 'Asia/Shanghai', gaps: [23, 24, 25, 26].map(day => ({ level: 'DOCTOR', from: `2026-11-${day}T20:00:00`, until: `2026-11-${day + 1}T08:00:00` })) })
  const button = { template: '<button type="button" v-bind="$attrs"><slot /></button>' }
  const shown = mount(RosterEditor, { props: { mayWrite: true }, global: { plugins: [i18n, [VueQueryPlugin, { queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }) }]], stubs: { ElButton: button, ElIcon: true, ElSkeleton: true } } })
  await flushPromises()
  return shown
}
afterEach(() => { vi.restoreAllMocks() })
const nurses = (shown: Awaited<ReturnType<typeof editor>>) => shown.get('[role="group"][aria-label="Nurse"]')

test('a night shift is written beside the day shift, with its days and hours', async () => {
  const write = vi.spyOn(roster, 'write').mockResolvedValue({ data: known, etag: '"2"' } as never)
  const shown = await editor()
  await nurses(shown).findAll('button').at(-1)!.trigger('click')
  const row = nurses(shown).findAll('.shift')[1]!
  await row.get('select').setValue('n2')
  await row.findAll('input')[0]!.setValue('20:00')
  await row.findAll('input')[1]!.setValue('08:00')
  await row.findAll('.days button')[6]!.trigger('click')
  expect(row.text()).toContain('until the next day')
  await shown.get('.acts button').trigger('click')
  await flushPromises()
  const [kind, department, levels, etag] = write.mock.calls[0] as [string, string, Record<string, DutyShift[]>, string]
  expect([kind, department, etag]).toEqual(['CLINICAL', '*', '"1"'])
  expect(levels['NURSE']).toEqual([{ id: 'n1', days: [], from: '08:00', until: '20:00' }, { id: 'n2', days: [1, 2, 3, 4, 5, 6], from: '20:00', until: '08:00' }])
})

test('what was refused stands at its shift', async () => {
  vi.spyOn(roster, 'write').mockRejectedValue(new ApiError(422, { code: 'roster.invalid', message: 'refused', errors: [{ pointer: '/levels/NURSE/0/until', code: 'roster.time', message: 'Give both times' }] } as never))
  const shown = await editor()
  await nurses(shown).findAll('input')[1]!.setValue('')
  await shown.get('.acts button').trigger('click')
  await flushPromises()
  expect(nurses(shown).get('[role="alert"]').text()).toBe('Give both times')
})

test('who is told is shown for now and for any other moment, and nobody is said to be nobody', async () => {
  const shown = await editor()
  expect(shown.text()).toContain('Day is told')
  expect(shown.text()).toContain('an alert would reach nobody')
  await shown.get('input[type="datetime-local"]').setValue('2026-11-23T22:00')
  await flushPromises()
  expect(roster.onDuty).toHaveBeenLastCalledWith('2026-11-23T22:00')
  expect(shown.text()).toContain('Night is told')
  await shown.get('input[type="datetime-local"]').setValue('2026-11-24T22:00')
  await flushPromises()
  expect(nurses(shown).element.parentElement!.textContent).toContain('Nobody is on duty then: Night (Nurse) is told, off duty')
})

test('hours of the week with nobody on duty stand at their level', async () => {
  const shown = await editor()
  const told = shown.get('[role="group"][aria-label="Attending doctor"]').element.parentElement!.textContent
  expect(told).toContain('Mon 11-23 20:00 – Tue 11-24 08:00, Tue 11-24 20:00 – Wed 11-25 08:00, Wed 11-25 20:00 – Thu 11-26 08:00 and 1 more')
  expect(nurses(shown).element.parentElement!.textContent).not.toContain('in the coming week')
})
