import { api } from '@/shared/api/client'
import type { Difference, Doc, DocSituation, DraftView, LibraryContent, LibraryRow, LibraryUse, MergeField, Sampled, Simulation, SituationsView } from '@/shared/api/schema'

const of = (code: string) => `/library/${encodeURIComponent(code)}`

/** For whom a form is tried: somebody of whom all is known, nothing, or that he has diabetes. */
export const whoms = ['KNOWN', 'UNKNOWN', 'DIABETIC'] as const
export type Whom = typeof whoms[number]

export const library = {
  all: () => api.get<LibraryRow[]>('/library'),
  version: (code: string, version: number) => api.get<LibraryContent>(`${of(code)}/versions/${version}`),
  /** As a nurse meets it in a call, for a patient who is nobody. */
  sampled: (code: string, version: number, whom: Whom) => api.get<Sampled>(`${of(code)}/versions/${version}/preview`, { whom }),
  sampledDraft: (document: Doc, whom: Whom) => api.post<Sampled>(`/library/preview?whom=${whom}`, document),
  fields: () => api.get<MergeField[]>('/questionnaires/fields'),
  /** Where its file is taken from: null is the draft. */
  file: (code: string, version: number | null) => api.address(version === null ? `${of(code)}/draft/file` : `${of(code)}/versions/${version}/file`),
  /** The same as FHIR R4. */
  fhir: (code: string, version: number) => api.address(`${of(code)}/versions/${version}/file?format=fhir`),
  difference: (code: string, from: number | null, to: number | null) => api.get<Difference>(`${of(code)}/difference`, { from, to }),
  ofOffer: (code: string, offer: number, from: number) => api.get<Difference>(`${of(code)}/offers/${offer}/difference`, { from }),
  take: (code: string, offer: number, note: string) => api.post<{ code: string; version: number }>(`${of(code)}/offers/${offer}/take`, { note }),
  decline: (code: string, offer: number, reason: string) => api.post<void>(`${of(code)}/offers/${offer}/decline`, { reason }),
  use: (code: string) => api.get<LibraryUse>(`${of(code)}/use`),
  retire: (code: string, version: number, reason: string) => api.post<void>(`${of(code)}/versions/${version}/retire`, { reason }),
  begin: (code: string, from: number | null) => api.post<DraftView>('/library/drafts', from === null ? { code } : { code, from }),
  /** A file as it is; the server reads it and names what it cannot. */
  bring: (file: Blob) => api.post<DraftView>('/library/import', file),
  draft: (code: string) => api.get<DraftView>(`${of(code)}/draft`),
  save: async (code: string, document: Doc, version: number) => (await api.putTagged<DraftView>(`${of(code)}/draft`, document, `"${version}"`)).data,
  publish: async (code: string, version: number, note: string) =>
    (await api.postTagged<{ code: string; version: number }>(`${of(code)}/draft/publish`, { note }, { ifMatch: `"${version}"` })).data,
  discard: (code: string, version: number) => api.drop(`${of(code)}/draft`, `"${version}"`),
  simulate: (code: string, records: number) => api.get<Simulation>(`${of(code)}/draft/simulation`, { records }),
}

export const situations = {
  now: () => api.get<SituationsView>('/situations'),
  earlier: (version: number) => api.get<{ version: number; situation: DocSituation[] }>(`/situations/${version}`),
  write: async (situation: DocSituation[], version: number) => (await api.putTagged<SituationsView>('/situations', { situation }, `"${version}"`)).data,
}
