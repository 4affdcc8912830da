import { api } from '@/shared/api/client'
import type { Hit, Page, Transcript } from '@/shared/api/schema'

export interface HitFilter { q: string; speaker?: string | null; from?: string | null; to?: string | null }

export const transcripts = {
  of: (recordingId: string) => api.get<Transcript>(`/recordings/${recordingId}/transcript`),
  search: (filter: HitFilter, cursor: string | null, signal?: AbortSignal) =>
    api.get<Page<Hit>>('/transcripts', { ...filter, limit: 30, cursor }, signal),
}
