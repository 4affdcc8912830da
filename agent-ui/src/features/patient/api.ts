import { api } from '@/shared/api/client'
import type { ContactDraft, Page, Patient, Standing, StandingKind, Uncalled, WhyNot } from '@/shared/api/schema'

export const patients = {
  view: (id: string) => api.get<Patient>(`/patients/${id}`),
  whyNot: (id: string) => api.get<WhyNot>(`/patients/${id}/why-not`),
  standing: (id: string) => api.get<Standing>(`/patients/${id}/standing`),
  uncalled: (cursor: string | null, signal?: AbortSignal) => api.get<Page<Uncalled>>('/do-not-call', { limit: 50, cursor }, signal),
  addContact: (id: string, draft: ContactDraft) => api.post<{ id: string }>(`/patients/${id}/contacts`, draft),
  correctContact: (id: string, contact: string, draft: ContactDraft) => api.put<void>(`/patients/${id}/contacts/${contact}`, draft),
  reviveContact: (id: string, contact: string) => api.post<void>(`/patients/${id}/contacts/${contact}/revive`),
  orderContacts: (id: string, order: string[]) => api.put<void>(`/patients/${id}/contacts`, { order }),
  setZone: (id: string, zone: string) => api.put<void>(`/patients/${id}/zone`, { zone }),
  sayConsent: (id: string, what: 'CALLS' | 'RECORDING', given: boolean, reason: string) => api.post<void>(`/patients/${id}/consent`, { what, given, reason }),
  setStanding: (id: string, what: StandingKind, on: boolean, reason: string) => api.post<Standing>(`/patients/${id}/standing`, { what, on, reason }),
}
