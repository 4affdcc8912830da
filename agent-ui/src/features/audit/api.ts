import { api } from '@/shared/api/client'
import type { AuditRow, Page } from '@/shared/api/schema'

export const audit = {
  page: (of: { who: string; action: string; subject: string }, cursor: string | null, signal?: AbortSignal) =>
    api.get<Page<AuditRow>>('/audit', { ...of, limit: 100, cursor }, signal),
}
