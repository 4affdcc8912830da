import { api } from '@/shared/api/client'
import type { Patient } from '@/shared/api/schema'

export const patients = { view: (id: string) => api.get<Patient>(`/patients/${id}`) }
