import { api } from '@/shared/api/client'
import type { AuditRow, Page } from '@/shared/api/schema'

export const audit = {
  page: (who: string, action: string, cursor: string | null, signal?: AbortSignal) =>
    api.get<Page<AuditRow>>('/audit', { who, action, limit: 100, cursor }, signal),
}
