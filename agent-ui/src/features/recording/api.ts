import { api } from '@/shared/api/client'
import type { Recording } from '@/shared/api/schema'

export const recordings = {
  view: (id: string) => api.get<Recording>(`/recordings/${id}`),
  media: (id: string) => api.address(`/recordings/${id}/media`),
}
