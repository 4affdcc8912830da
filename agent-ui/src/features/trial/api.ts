import { api } from '@/shared/api/client'
import type { Trial, TrialWish } from '@/shared/api/schema-trial'

export const trials = {
  of: (list: string) => api.get<Trial[]>(`/worklists/${list}/trials`),
  start: (list: string, wish: TrialWish) => api.post<Trial>(`/worklists/${list}/trials`, wish),
  end: (list: string, trial: string, reason: string) => api.post<Trial>(`/worklists/${list}/trials/${trial}/end`, { reason }),
}
