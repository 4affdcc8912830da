import { api } from '@/shared/api/client'
import type { Wallboard } from '@/shared/api/schema'

export const wallboard = { read: () => api.get<Wallboard>('/wallboard') }
