import { api } from '@/shared/api/client'
import type { CallView, Colleague, Desk, DeskKind, GuestDraft, Guests, ListenMode, MissedCaller, ParkedCall, Target, TestCall } from '@/shared/api/schema'

export const calls = {
  current: async () => (await api.get<{ call: CallView | null }>('/calls/current')).call,
  view: (id: string) => api.get<CallView>(`/calls/${id}`),
  place: (taskId: string, contactId: string, idempotencyKey: string) =>
    api.post<CallView>('/calls', { taskId, contactId }, { idempotencyKey }),
  hangUp: (id: string) => api.post<CallView>(`/calls/${id}/hang-up`),
  hold: (id: string, on: boolean) => api.post<CallView>(`/calls/${id}/hold`, { on }),
  mute: (id: string, on: boolean) => api.post<CallView>(`/calls/${id}/mute`, { on }),
  digits: (id: string, digits: string) => api.post<CallView>(`/calls/${id}/digits`, { digits }),
  /** What this browser heard of the line. */
  deskSound: (id: string, sound: { mos: number; jitterMs: number; lossPercent: number }) => api.put<void>(`/calls/${id}/desk-sound`, sound),
  rejoin: (id: string) => api.post<CallView>(`/calls/${id}/rejoin`),
  /** These answer with the call as it is then, or with nothing where it is no longer ours. */
  consult: (id: string, to: Target) => api.post<CallView | undefined>(`/calls/${id}/consult`, { to }),
  cancelConsult: (id: string) => api.post<CallView | undefined>(`/calls/${id}/consult/cancel`),
  joinAll: (id: string) => api.post<CallView | undefined>(`/calls/${id}/join-all`),
  transfer: (id: string) => api.post<CallView | undefined>(`/calls/${id}/transfer`),
  transferBlind: (id: string, to: Target) => api.post<CallView | undefined>(`/calls/${id}/transfer-blind`, { to }),
  park: (id: string) => api.post<CallView | undefined>(`/calls/${id}/park`),
  parked: () => api.get<ParkedCall[]>('/calls/parked'),
  /** Who called in and reached nobody. */
  missedCallers: () => api.get<MissedCaller[]>('/calls/inbound', { state: 'missed' }),
  take: (id: string) => api.post<CallView | undefined>(`/calls/${id}/take`),
  listen: (id: string, mode: ListenMode) => api.post<unknown>(`/calls/${id}/listen`, { mode }),
  stopListening: (id: string) => api.delete(`/calls/${id}/listen`),
}

export const guests = {
  list: () => api.get<Guests>('/guests'),
  add: (draft: GuestDraft) => api.post<{ id: string }>('/guests', draft),
  change: (id: string, draft: GuestDraft) => api.put<void>(`/guests/${id}`, draft),
  remove: (id: string) => api.delete(`/guests/${id}`),
}

export const colleagues = { list: () => api.get<Colleague[]>('/colleagues') }

export const desks = {
  read: () => api.get<Desk>('/desk'),
  test: {
    begin: () => api.post<TestCall>('/desk/test'),
    read: () => api.get<TestCall>('/desk/test'),
    end: () => api.delete('/desk/test'),
  },
  choose: (deskKind: DeskKind) => api.put<Desk>('/desk', { deskKind }),
}
