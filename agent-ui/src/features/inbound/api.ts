import { api } from '@/shared/api/client'
import type { InboundSettings } from '@/shared/api/schema'

export const inbound = {
  read: () => api.get<InboundSettings>('/inbound-settings'),
  change: (settings: InboundSettings) => api.put<InboundSettings>('/inbound-settings', settings),
}
