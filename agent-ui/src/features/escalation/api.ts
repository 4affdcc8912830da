import { api } from '@/shared/api/client'
import type { CallView } from '@/shared/api/schema'
import type { DutyGaps, DutyKind, DutyLevel, DutyRoster, DutyShift, EscalationCounts, EscalationPage, EscalationStatistics, EscalationView, OnDuty, OpenAlerts, OutsideChannel, OutsideTest, Severity } from '@/shared/api/schema-escalation'

export interface EscalationFilter {
  state?: 'open' | 'closed' | 'withdrawn' | 'all'
  mine?: 'true' | null
  overdue?: 'true' | null
  severity?: Severity | '' | null
  kind?: DutyKind | '' | null
  level?: DutyLevel | '' | null
  department?: string | null
  record?: string | null
  q?: string | null
}

export const escalations = {
  page: (filter: EscalationFilter, cursor: string | null, signal?: AbortSignal) => api.get<EscalationPage>('/escalations', { ...filter, limit: 50, cursor }, signal),
  counts: () => api.get<{ counts: EscalationCounts; at: string }>('/escalations/counts'),
  patients: () => api.get<OpenAlerts[]>('/escalations/patients'),
  view: (id: string) => api.get<EscalationView>(`/escalations/${id}`),
  acknowledge: (id: string) => api.post<EscalationView>(`/escalations/${id}/acknowledge`),
  handOver: (id: string, to: string | null, level: DutyLevel | null, note: string) => api.post<EscalationView>(`/escalations/${id}/hand-over`, { to, level, note: note || null }),
  note: (id: string, note: string) => api.post<EscalationView>(`/escalations/${id}/note`, { note }),
  close: (id: string, callId: string | null, why: string) => api.post<EscalationView>(`/escalations/${id}/close`, { callId, why: why || null }),
  callBack: (id: string, contactId: string | null) => api.post<CallView>(`/escalations/${id}/call-back`, { contactId }),
  statistics: (from: string | null, to: string | null) => api.get<EscalationStatistics>('/escalations/statistics', { from, to }),
}

export const roster = {
  read: () => api.getTagged<DutyRoster>('/duty-roster'),
  write: (kind: DutyKind, department: string, levels: Record<DutyLevel, DutyShift[]>, etag: string | null) => api.putTagged<DutyRoster>('/duty-roster', { kind, department, levels }, etag),
  onDuty: (at: string | null) => api.get<OnDuty>('/duty-roster/on-duty', { at }),
  gaps: (kind: DutyKind, department: string) => api.get<DutyGaps>('/duty-roster/gaps', { kind, department }),
  away: (who: string, from: string, until: string) => api.post<DutyRoster>('/duty-roster/absences', { who, from, until }),
  back: (who: string, from: string) => api.drop(`/duty-roster/absences/${who}/${from}`, '*'),
}

export const outside = {
  read: () => api.get<OutsideChannel>('/outside'),
  test: () => api.post<OutsideTest>('/outside/test'),
}
