import { api } from '@/shared/api/client'
import type { Page, Patient, Standing, StandingKind, Uncalled, WhyNot } from '@/shared/api/schema'

export const patients = {
  view: (id: string) => api.get<Patient>(`/patients/${id}`),
  whyNot: (id: string) => api.get<WhyNot>(`/patients/${id}/why-not`),
  standing: (id: string) => api.get<Standing>(`/patients/${id}/standing`),
  uncalled: (cursor: string | null, signal?: AbortSignal) => api.get<Page<Uncalled>>('/do-not-call', { limit: 50, cursor }, signal),
  setStanding: (id: string, what: StandingKind, on: boolean, reason: string) => api.post<Standing>(`/patients/${id}/standing`, { what, on, reason }),
}
