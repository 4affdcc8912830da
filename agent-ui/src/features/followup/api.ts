import { api } from '@/shared/api/client'
import type { NextFollowUp, Page, RecordPatch, RecordRow, RecordView, Signature } from '@/shared/api/schema'
import type { Tagged } from './autosave'

export interface RecordFilter {
  patient?: string | null
  from?: string | null
  to?: string | null
  disposition?: string | null
  nurse?: string | null
  questionnaire?: string | null
  q?: string | null
}

const tagged = ({ data, etag }: { data: RecordView; etag: string | null }): Tagged => ({ record: data, etag })

export const records = {
  page: (filter: RecordFilter, cursor: string | null, signal?: AbortSignal) =>
    api.get<Page<RecordRow>>('/records', { ...filter, limit: 50, cursor }, signal),
  view: (id: string) => api.get<RecordView>(`/records/${id}`),
  viewIn: (language: string, id: string) => api.getIn<RecordView>(language, `/records/${id}`),
  read: async (id: string) => tagged(await api.getTagged<RecordView>(`/records/${id}`)),
  patch: async (id: string, patch: RecordPatch, etag: string | null, key: string) =>
    tagged(await api.patchTagged<RecordView>(`/records/${id}`, patch, etag, key)),
  /** What the list's plan proposes for when this follow-up is done. */
  nextFollowUp: (task: string) => api.get<NextFollowUp>(`/tasks/${task}/next-follow-up`),
  undo: (id: string) => api.post<RecordView>(`/records/${id}/undo`),
  reopen: (id: string, reason: string) => api.post<RecordView>(`/records/${id}/reopen`, { reason }),
  /** To somebody else to write up, or to oneself. */
  handOver: (id: string, to: string | null) => api.post<void>(`/records/${id}/hand-over`, to ? { to } : {}),
  sign: async (id: string, signature: Signature, etag: string | null) =>
    tagged(await api.postTagged<RecordView>(`/records/${id}/sign`, signature, { ifMatch: etag })),
}
