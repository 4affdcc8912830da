import { api, ApiError } from '@/shared/api/client'
import type { Colleague, DialKey, DropRates, MissedCallback, NextTask, NextUp, Pacing, Reassigned, Reassignment, ReassignPreview, Rule, RuleDraft, StaffView, TaskPage, TaskRow, TaskTab, WhyNothing, Worklist, WorklistDraft, WorklistView } from '@/shared/api/schema'
import type { TakeInEffect, TakenIn } from '@/shared/api/schema-gather'
import type { Team } from '@/shared/api/schema-team'

export type Person = Pick<Colleague, 'id' | 'name' | 'extension'>

export const tasks = {
  /** `patients` are those of the tab `alert`. */
  page: (tab: TaskTab, worklist: string | null, q: string, cursor: string | null, signal?: AbortSignal, patients: string[] = []) =>
    api.get<TaskPage>('/tasks', { tab, worklist, q, limit: 50, cursor, patients: patients.join(',') }, signal),
  next: (worklist: string | null) => api.post<NextTask>('/tasks/next', worklist ? { worklist } : {}),
  dialKey: (id: string) => api.get<DialKey>(`/tasks/${id}/dial-key`),
  claim: (id: string) => api.post<TaskRow>(`/tasks/${id}/claim`),
  release: (id: string, reason: string | null, snoozeUntil: string | null) =>
    api.post<void>(`/tasks/${id}/release`, { ...(reason ? { reason } : {}), ...(snoozeUntil ? { snoozeUntil } : {}) }),
}

export const teams = {
  list: () => api.get<Team[]>('/teams'),
  add: (team: Omit<Team, 'id'>) => api.post<Team>('/teams', team),
  change: ({ id, name, members }: Team) => api.put<Team>(`/teams/${id}`, { name, members }),
  remove: (id: string) => api.delete(`/teams/${id}`),
}

/** Patients who were here before a list was; a filter is asked about as it stands in the form. */
export const gathering = {
  preview: (feed: WorklistDraft['feed'], worklist: string | null, days: number | null) => api.post<TakeInEffect>('/worklists/gather/preview', { feed, worklist, days }),
  take: (id: string, days: number) => api.post<TakenIn>(`/worklists/${id}/gather`, { days }),
  undo: (token: string) => api.post<{ back: number; of: number }>('/worklists/gather/undo', { token }),
}

export const closings = {
  close: (id: string, reason: string, note: string) => api.post<TaskRow>(`/tasks/${id}/close`, { reason, note }),
  reopen: (id: string, note: string) => api.post<TaskRow>(`/tasks/${id}/reopen`, { note }),
}

export const worklists = {
  list: () => api.get<Worklist[]>('/worklists'),
  view: (id: string) => api.getTagged<WorklistView>(`/worklists/${id}`),
  create: (draft: WorklistDraft) => api.post<WorklistView>('/worklists', draft),
  change: (id: string, draft: WorklistDraft, etag: string | null) => api.putTagged<WorklistView>(`/worklists/${id}`, draft, etag),
  pause: (id: string, paused: boolean, reason: string | null) => api.post<unknown>(`/worklists/${id}/pause`, { paused, ...(reason ? { reason } : {}) }),
  next: (id: string, limit = 20) => api.get<NextUp>(`/worklists/${id}/next`, { limit }),
  /** By settings that are not saved, and nothing is. */
  nextBy: (id: string, draft: WorklistDraft, limit = 10) => api.post<NextUp>(`/worklists/${id}/next/preview?limit=${limit}`, draft),
  why: (id: string) => api.get<WhyNothing>(`/worklists/${id}/why`),
  pacing: (id: string) => api.get<Pacing>(`/worklists/${id}/pacing`),
  dropRates: (id: string) => api.get<DropRates>(`/worklists/${id}/pacing/drop-rates`),
  previewReassign: (order: Reassignment) => api.post<ReassignPreview>('/reassign/preview', order),
  reassign: (order: Reassignment) => api.post<Reassigned>('/reassign', order),
  undoReassign: (token: string) => api.post<{ back: number; of: number }>('/reassign/undo', { token }),
  /** Of a list, or without one the house's. */
  rules: (id: string | null) => api.get<Rule[]>(id ? `/worklists/${id}/rules` : '/rules'),
  setRule: (id: string | null, disposition: string, rule: RuleDraft) => api.put<unknown>(id ? `/worklists/${id}/rules/${disposition}` : `/rules/${disposition}`, rule),
  resetRule: (id: string, disposition: string) => api.delete(`/worklists/${id}/rules/${disposition}`),
  /** Who could be on a crew. */
  people: async (): Promise<Person[]> => {
    try {
      // doctors can be rung, but make no calls
      return (await api.get<Colleague[]>('/colleagues')).filter(one => one.role === 'NURSE' || one.role === 'SUPERVISOR')
    } catch (error) {
      // who may not call has no colleagues to call, but may see the staff
      if (!(error instanceof ApiError && error.status === 403)) throw error
      return (await api.get<StaffView[]>('/staff')).filter(one => one.active)
    }
  },
}

/** All that are published, for a list to ask by. */
export const questionnaires = { list: () => api.get<{ code: string; version: number; title: string; versions: number[] }[]>('/questionnaires') }

export const callbacks = { missed: () => api.get<MissedCallback[]>('/callbacks/missed') }
