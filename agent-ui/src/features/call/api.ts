import { api } from '@/shared/api/client'
import type { CallView, Desk, DeskKind } from '@/shared/api/schema'

export const calls = {
  current: async () => (await api.get<{ call: CallView | null }>('/calls/current')).call,
  view: (id: string) => api.get<CallView>(`/calls/${id}`),
  place: (taskId: string, contactId: string, idempotencyKey: string) =>
    api.post<CallView>('/calls', { taskId, contactId }, { idempotencyKey }),
  hangUp: (id: string) => api.post<CallView>(`/calls/${id}/hang-up`),
  hold: (id: string, on: boolean) => api.post<CallView>(`/calls/${id}/hold`, { on }),
  mute: (id: string, on: boolean) => api.post<CallView>(`/calls/${id}/mute`, { on }),
  digits: (id: string, digits: string) => api.post<CallView>(`/calls/${id}/digits`, { digits }),
  rejoin: (id: string) => api.post<CallView>(`/calls/${id}/rejoin`),
}

export const desks = {
  read: () => api.get<Desk>('/desk'),
  choose: (deskKind: DeskKind) => api.put<Desk>('/desk', { deskKind }),
}
