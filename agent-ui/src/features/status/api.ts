import { api } from '@/shared/api/client'
import type { Status } from '@/shared/api/schema'

export const status = { read: () => api.get<Status>('/status') }
