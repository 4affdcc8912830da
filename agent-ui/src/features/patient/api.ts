import { api } from '@/shared/api/client'
import type { ContactDraft, Page, Patient, PatientLimit, Standing, StandingKind, Uncalled, WhyNot } from '@/shared/api/schema'

export const patients = {
  /** With a task: which of the numbers its rules want tried now. */
  view: (id: string, task: string | null = null) => api.get<Patient>(`/patients/${id}`, task ? { task } : {}),
  whyNot: (id: string) => api.get<WhyNot>(`/patients/${id}/why-not`),
  standing: (id: string) => api.get<Standing>(`/patients/${id}/standing`),
  limits: (id: string) => api.get<PatientLimit[]>(`/patients/${id}/limits`),
  /** Null takes it away: the usual one counts again. */
  setLimit: (id: string, name: string, value: number | null, why: string) => api.put<PatientLimit[]>(`/patients/${id}/limits/${name}`, { value, why }),
  uncalled: (cursor: string | null, signal?: AbortSignal) => api.get<Page<Uncalled>>('/do-not-call', { limit: 50, cursor }, signal),
  addContact: (id: string, draft: ContactDraft) => api.post<{ id: string }>(`/patients/${id}/contacts`, draft),
  correctContact: (id: string, contact: string, draft: ContactDraft) => api.put<void>(`/patients/${id}/contacts/${contact}`, draft),
  reviveContact: (id: string, contact: string) => api.post<void>(`/patients/${id}/contacts/${contact}/revive`),
  orderContacts: (id: string, order: string[]) => api.put<void>(`/patients/${id}/contacts`, { order }),
  setZone: (id: string, zone: string) => api.put<void>(`/patients/${id}/zone`, { zone }),
  sayConsent: (id: string, what: 'CALLS' | 'RECORDING', given: boolean, reason: string) => api.post<void>(`/patients/${id}/consent`, { what, given, reason }),
  setStanding: (id: string, what: StandingKind, on: boolean, reason: string) => api.post<Standing>(`/patients/${id}/standing`, { what, on, reason }),
}
