/** What the transcript room tells: reading, figures, suggestions, phrases, captions. */
import type { Speaker } from './schema-recording'
import type { Id, Time } from './schema-words'

/** Words that read better otherwise: `from` to `to` (exclusive) are their indexes. */
export interface Written { from: number; to: number; text: string }
export type SecretKind = 'ID_NUMBER' | 'PHONE' | 'BANK_CARD' | 'ADDRESS'
/** Words that others do not read. */
export interface Secret { kind: SecretKind; from: number; to: number }

export interface Stretch { fromMs: number; toMs: number }
export interface SideFigures { talkMs: number; share: number; interruptions: number; longest: Stretch; perMinute: number }
export interface Figures { spanMs: number; overlapMs: number; silenceMs: number; longestSilence: Stretch; nurse: SideFigures; patient: SideFigures }

export interface OldVersion { version: number; text: string; replacedBy: string | null; replacedAt: Time }

export const cueKinds = ['RED_FLAG', 'COMPLAINT', 'DISTRESS', 'CALLBACK'] as const
export type CueKind = typeof cueKinds[number]
export type CueVerdict = 'CONFIRMED' | 'REJECTED'
/** A phrase that was heard and may mean something: a suggestion, never a fact. */
export interface Cue {
  id: Id
  callId: Id
  kind: CueKind
  words: string
  speaker: Speaker
  atMs: number
  said: string
  live: boolean
  verdict: CueVerdict | null
  judgedBy: string | null
  judgedAt: Time | null
}

/** One that nobody has judged yet, and the talk it was heard in. */
export interface OpenCue { cue: Cue; recordId: Id | null; at: Time; patientName: string | null; department: string | null; nurseName: string | null }

export interface PhraseEntry { kind: CueKind; words: string; speaker?: Speaker | 'BOTH' | null; unless?: string[] | null }
export const denialParts = ['before', 'after', 'between', 'or', 'never'] as const
export type DenialPart = typeof denialParts[number]
export interface PhraseBook { phrases: PhraseEntry[]; denial: Partial<Record<DenialPart, string[]>> | null; symptoms: string[] | null }
export interface PhraseListView { version: number; note: string; savedBy: string | null; savedAt: Time | null; book: PhraseBook }
export interface PhraseVersion { version: number; note: string; savedBy: string | null; savedAt: Time | null; phrases: number }
export interface PhraseFind { kind: CueKind; words: string; from: number; to: number; denied: boolean }

/** Words while they are spoken; a later line of the same number replaces it. */
export interface CaptionLine { seq: number; speaker: Speaker; fromMs: number; text: string; done: boolean }
export interface CaptionPush extends CaptionLine { call: Id }
export interface Captions { on: boolean; lines: CaptionLine[] }

/** Somebody who can listen: a Vosk model, or a speech server. */
export interface SpeechModel { name: string; engine: 'vosk' | 'whisper'; model: string; language: string; demo: boolean }
/** Who listens to a language: in one worklist, or in all without a choice of their own. */
export interface SpeechChoice { language: string; worklist: Id | null; model: string }
/** Old calls that were given to be listened to again. */
export interface SpeechLot { since: Time; language: string; by: string | null; total: number; waiting: number; done: number; left: number; stopped: number }
export interface Speech {
  models: SpeechModel[]
  choices: SpeechChoice[]
  /** Recordings that wait for a speech server which does not answer. */
  unanswered: number
  again: number
  lots: SpeechLot[]
}

export const wordSorts = ['MEDICINE', 'PERSON', 'PLACE', 'OTHER'] as const
export type WordSort = typeof wordSorts[number]
/** A word that is to be heard, or several that are said together. */
export interface VocabularyWord { sort: WordSort; language: string; text: string }
export interface VocabularyView { version: number; note: string; savedBy: string | null; savedAt: Time | null; words: VocabularyWord[] }
export interface VocabularyVersion { version: number; note: string; savedBy: string | null; savedAt: Time | null; words: number }
/** What one who can listen makes of the words of his language. */
export interface VocabularyUse { name: string; model: string; language: string; means: 'GRAPH' | 'PROMPT' | 'FIXED' | 'UNREADABLE'; unknown: string[]; left: string[] }
