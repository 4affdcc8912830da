import { api } from '@/shared/api/client'
import type { Hold, MasterKeys, Moment, NightReport, PauseReason, PublicKey, RecordingLook, RecordingMode, RetentionDraft, RetentionRule, Tape, TraceStep } from '@/shared/api/schema-tape'

export const recordings = {
  view: (id: string) => api.get<RecordingLook>(`/recordings/${id}`),
  media: (id: string) => api.address(`/recordings/${id}/media`),
  moments: (id: string) => api.get<Moment[]>(`/recordings/${id}/moments`),
  takeCall: (id: string, reason: string, masked: boolean) => api.take(`/recordings/${id}/export`, { reason, masked }),
  takeStay: (stay: string, reason: string, masked: boolean) => api.take(`/stays/${stay}/export`, { reason, masked }),
  comment: (id: string, said: string, spot: { atMs: number; untilMs: number | null }, answers: string | null) =>
    api.post<Moment[]>(`/recordings/${id}/moments`, { said, atMs: Math.round(spot.atMs), ...(spot.untilMs === null ? {} : { untilMs: Math.round(spot.untilMs) }), ...(answers ? { answers } : {}) }),
}

/** The tape of the talk at this desk. */
export const tapes = {
  /** Null while the talk is at another desk. */
  view: async (call: string) => await api.get<Tape | undefined>(`/calls/${call}/tape`) ?? null,
  pause: (call: string, reason: PauseReason) => api.post<Tape>(`/calls/${call}/tape/pause`, { reason }),
  resume: (call: string) => api.post<Tape>(`/calls/${call}/tape/resume`),
  consent: (call: string, agreed: boolean) => api.post<Tape>(`/calls/${call}/tape/consent`, { agreed }),
  bookmark: (call: string) => api.post<Tape>(`/calls/${call}/tape/bookmarks`, {}),
}

export const governance = {
  retention: () => api.get<RetentionRule[]>('/retention'),
  addRetention: (rule: RetentionDraft) => api.post<RetentionRule[]>('/retention', rule),
  setRetention: (id: string, rule: RetentionDraft) => api.put<RetentionRule[]>(`/retention/${id}`, rule),
  retentionEffect: (id: string | null, rule: RetentionDraft) => api.post<{ recordings: number }>(`/retention/effect${id ? `?of=${id}` : ''}`, rule),
  dropRetention: (id: string) => api.delete(`/retention/${id}`),
  modes: () => api.get<Record<string, RecordingMode>>('/recording-modes'),
  setMode: (worklist: string, mode: RecordingMode) => api.put<Record<string, RecordingMode>>(`/recording-modes/${worklist}`, { mode }),
  holds: () => api.get<Hold[]>('/holds'),
  hold: (whose: { patient: string } | { stay: string }, reason: string) => api.post<Hold[]>('/holds', { ...whose, reason }),
  lift: (id: string, reason: string) => api.post<Hold[]>(`/holds/${id}/lift`, { reason }),
  erase: (patient: string, reason: string) => api.post<{ recordings: number }>(`/patients/${patient}/erasure`, { reason }),
  reports: () => api.get<NightReport[]>('/recording-reports'),
  keys: () => api.get<MasterKeys>('/keys'),
  publicKey: () => api.get<PublicKey>('/exports/public-key'),
  /** Tells how far it is, at last what was found. */
  trace: (copy: File, signal: AbortSignal) => {
    const form = new FormData()
    form.append('file', copy)
    return api.lines<TraceStep>('/exports/trace', form, signal)
  },
  rotate: () => api.post<MasterKeys>('/keys/rotation'),
  retire: (master: string) => api.post<MasterKeys>(`/keys/${encodeURIComponent(master)}/retirement`),
}
