import { api } from '@/shared/api/client'
import type { NextTask, TaskPage, TaskRow, TaskTab, Worklist } from '@/shared/api/schema'

export const tasks = {
  page: (tab: TaskTab, worklist: string | null, q: string, cursor: string | null, signal?: AbortSignal) =>
    api.get<TaskPage>('/tasks', { tab, worklist, q, limit: 50, cursor }, signal),
  next: (worklist: string | null) => api.post<NextTask>('/tasks/next', worklist ? { worklist } : {}),
  claim: (id: string) => api.post<TaskRow>(`/tasks/${id}/claim`),
  release: (id: string, reason: string | null, snoozeUntil: string | null) =>
    api.post<void>(`/tasks/${id}/release`, { ...(reason ? { reason } : {}), ...(snoozeUntil ? { snoozeUntil } : {}) }),
}

export const worklists = { list: () => api.get<Worklist[]>('/worklists') }
