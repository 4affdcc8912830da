import { api } from '@/shared/api/client'
import type { Page, Patient, Standing, StandingKind, Uncalled, WhyNot } from '@/shared/api/schema'

export const patients = {
  /** With a task: which of the numbers its rules want tried now. */
  view: (id: string, task: string | null = null) => api.get<Patient>(`/patients/${id}`, task ? { task } : {}),
  whyNot: (id: string) => api.get<WhyNot>(`/patients/${id}/why-not`),
  standing: (id: string) => api.get<Standing>(`/patients/${id}/standing`),
  uncalled: (cursor: string | null, signal?: AbortSignal) => api.get<Page<Uncalled>>('/do-not-call', { limit: 50, cursor }, signal),
  setStanding: (id: string, what: StandingKind, on: boolean, reason: string) => api.post<Standing>(`/patients/${id}/standing`, { what, on, reason }),
}
