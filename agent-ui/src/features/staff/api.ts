import { api } from '@/shared/api/client'
import type { Me, Presence, StaffDraft, StaffView } from '@/shared/api/schema'

export const session = {
  read: () => api.get<Me>('/session'),
  open: (login: string, password: string) => api.post<Me>('/session', { login, password }),
  close: () => api.delete('/session'),
  changePassword: (old: string, fresh: string) => api.put<void>('/session/password', { old, new: fresh }),
  presence: (presence: Presence, reason?: string) => api.put<Me>('/presence', { presence, ...(reason ? { reason } : {}) }),
}

export const staff = {
  list: () => api.get<StaffView[]>('/staff'),
  create: (draft: StaffDraft) => api.post<StaffView & { firstPassword: string }>('/staff', draft),
  change: (id: string, draft: Partial<StaffDraft>) => api.patch<StaffView>(`/staff/${id}`, draft),
  /** A supervisor pauses a nurse or lets her go on; in a call it counts from its end. */
  setPresence: (id: string, presence: 'PAUSED' | 'READY', reason: string | null) => api.put<unknown>(`/staff/${id}/presence`, { presence, ...(reason ? { reason } : {}) }),
  unlock: (id: string) => api.post<StaffView>(`/staff/${id}/unlock`),
  resetPassword: (id: string) => api.post<{ firstPassword: string }>(`/staff/${id}/reset-password`),
}
