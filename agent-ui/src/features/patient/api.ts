import { api } from '@/shared/api/client'
import type { Patient, Standing, StandingKind, WhyNot } from '@/shared/api/schema'

export const patients = {
  view: (id: string) => api.get<Patient>(`/patients/${id}`),
  whyNot: (id: string) => api.get<WhyNot>(`/patients/${id}/why-not`),
  standing: (id: string) => api.get<Standing>(`/patients/${id}/standing`),
  setStanding: (id: string, what: StandingKind, on: boolean, reason: string) => api.post<Standing>(`/patients/${id}/standing`, { what, on, reason }),
}
