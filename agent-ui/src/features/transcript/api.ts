import { api } from '@/shared/api/client'
import type { Hit, Page, Speaker, Transcript } from '@/shared/api/schema'
import type { Captions, Cue, CueVerdict, OldVersion, OpenCue, PhraseBook, PhraseFind, PhraseListView, PhraseVersion, Speech, VocabularyUse, VocabularyVersion, VocabularyView, VocabularyWord } from '@/shared/api/schema-speech'

export interface HitFilter {
  q: string
  speaker?: string | null
  from?: string | null
  to?: string | null
  worklist?: string | null
  nurse?: string | null
  outcome?: string | null
  flagged?: string | null
  minSeconds?: number | null
  maxSeconds?: number | null
}

export const transcripts = {
  of: (recordingId: string) => api.get<Transcript>(`/recordings/${recordingId}/transcript`),
  correct: (recordingId: string, seq: number, text: string, read: { version: number; before: string }) =>
    api.put<Transcript>(`/recordings/${recordingId}/transcript/utterances/${seq}`, { text, ...read }),
  history: (recordingId: string, seq: number) => api.get<OldVersion[]>(`/recordings/${recordingId}/transcript/utterances/${seq}/history`),
  search: (filter: HitFilter, cursor: string | null, signal?: AbortSignal) =>
    api.get<Page<Hit>>('/transcripts', { ...filter, limit: 30, cursor }, signal),
  captions: (callId: string) => api.get<Captions>(`/calls/${callId}/captions`),
}

export const cues = {
  of: (callId: string) => api.get<Cue[]>(`/calls/${callId}/cues`),
  unjudged: (filter: { kind: string | null; worklist: string | null }, cursor: string | null, signal?: AbortSignal) => api.get<Page<OpenCue>>('/cues', { ...filter, limit: 50, cursor }, signal),
  judge: (id: string, verdict: CueVerdict) => api.put<Cue>(`/cues/${id}/verdict`, { verdict }),
}

export const phrases = {
  current: () => api.get<PhraseListView>('/phrases'),
  versions: () => api.get<PhraseVersion[]>('/phrases/versions'),
  version: (version: number) => api.get<PhraseListView>(`/phrases/versions/${version}`),
  save: (basedOn: number, note: string, book: PhraseBook) => api.put<PhraseListView>('/phrases', { basedOn, note, book }),
  trial: (text: string, speaker: Speaker, book: PhraseBook) => api.post<PhraseFind[]>('/phrases/trial', { text, speaker, book }),
}

export const speech = {
  get: () => api.get<Speech>('/speech'),
  choose: (language: string, worklist: string | null, model: string | null) => api.put<Speech>('/speech/choice', { language, worklist, model }),
  again: (language: string, from: string | null) => api.post<{ queued: number }>('/speech/again', { language, from }),
  stop: () => api.delete('/speech/again'),
}

export const vocabulary = {
  current: () => api.get<VocabularyView>('/vocabulary'),
  versions: () => api.get<VocabularyVersion[]>('/vocabulary/versions'),
  version: (version: number) => api.get<VocabularyView>(`/vocabulary/versions/${version}`),
  save: (basedOn: number, note: string, words: VocabularyWord[]) => api.put<VocabularyView>('/vocabulary', { basedOn, note, words }),
  trial: (words: VocabularyWord[]) => api.post<VocabularyUse[]>('/vocabulary/trial', { words }),
}
