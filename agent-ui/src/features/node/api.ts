import { api } from '@/shared/api/client'
import type { TelephonyNode } from '@/shared/api/schema'

export const nodes = {
  list: () => api.get<TelephonyNode[]>('/nodes'),
  drain: (name: string, on: boolean) => api.post<unknown>(`/nodes/${encodeURIComponent(name)}/drain`, { on }),
}
