/** Questionnaires as they are written, published and compared: in all their languages at once. */
import type { AnswerValue, Answers, Item, Occasion, Operator, Scale, Situation } from './schema-followup'
import type { Id, Time } from './schema-words'

export interface Both { zh: string; en: string }
export type ItemType = 'group' | 'display' | 'boolean' | 'choice' | 'open-choice' | 'integer' | 'decimal' | 'quantity' | 'date' | 'string' | 'text'
export type FlagLevel = 'ROUTINE' | 'URGENT' | 'EMERGENCY'

export interface DocOption { code: string; display: Both; score?: number; [more: string]: unknown }
export interface DocWhen { question: string; operator: Operator; answer: AnswerValue; [more: string]: unknown }
export interface DocFlag { when: { operator: Operator; answer: AnswerValue; [more: string]: unknown }; level?: FlagLevel; callBack?: string; text: Both; own?: string; [more: string]: unknown }

/** The same in other words; a dialect has a name. */
export interface DocWording { for: Occasion; display?: Both; say: Both; [more: string]: unknown }
/** What is better not said, with what to say instead. */
export interface DocPair { text: Both; say: Both; [more: string]: unknown }

/** An item being written. What is not named here is kept as it is. */
export interface DocItem {
  linkId: string
  type: ItemType
  text: Both
  say?: Both
  variant?: DocWording[]
  avoid?: DocPair[]
  required?: boolean
  repeats?: boolean
  gate?: boolean
  answerOption?: DocOption[]
  /** Of a number: plain, or in each language. */
  unit?: string | Both
  /** Of a quantity, and how many of the first each is. */
  unitOption?: { code: string; factor?: number }[]
  min?: number
  max?: number
  enableWhen?: DocWhen[]
  enableBehavior?: 'all' | 'any'
  redFlag?: DocFlag[]
  /** What it is answered with before anybody asks, and where from. */
  initial?: AnswerValue
  initialFrom?: string
  hidden?: boolean
  item?: DocItem[]
  [more: string]: unknown
}
export interface DocScale { id: string; text: Both; formula: string; band?: { from: number; text: Both }[]; redFlag?: DocFlag[]; [more: string]: unknown }
export interface Doc { title: Both; item: DocItem[]; score?: DocScale[]; name?: string; version?: number; status?: string; [more: string]: unknown }

/** What is wrong: `item` is a link id, or a place in the document such as `questionnaire/item[2]`. */
export interface Fault { pointer: string; item: string; message: string }

export interface DraftView { code: string; document: Doc; version: number; basedOn: number | null; changedBy: string; changedAt: Time; faults: Fault[] }

/** One published version; `by` is null for what came with the application, `over` until it is retired. */
export interface LibraryVersion { version: number; at: Time; by: string | null; note: string; over: { at: Time; by: string; why: string } | null }
/** `offer`: what a newer release would ask, as yet undecided; its version is as the application counts. */
export interface LibraryRow { code: string; title: string; versions: LibraryVersion[]; draft: { version: number; basedOn: number | null; changedBy: string; changedAt: Time } | null; offer: { version: number; at: Time } | null }
export interface LibraryContent { code: string; version: LibraryVersion; document: Doc }

/** A form filled in for a patient who is nobody; `initial` is answered before anybody asks. */
export interface Sampled { code: string; version: number; title: string; items: Item[]; scores: Scale[]; situations: Situation[]; initial: Answers }
/** What the house says when a talk leaves its path, as it is written. */
export interface DocSituation { code: string; text: Both; line: { say: Both; [more: string]: unknown }[]; avoid?: DocPair[]; [more: string]: unknown }
/** `version` 0 as long as the house says what the application came with, which is `shipped`. */
export interface SituationsView {
  version: number
  situation: DocSituation[]
  shipped: DocSituation[]
  at: Time | null
  by: string | null
  editions: { version: number; at: Time; by: string; shipped: boolean }[]
}
/** What a sentence can say of the patient; `health`: not before his identity is sure. */
export interface MergeField { name: string; health: boolean; otherwise: string }

/** `parent` is `questionnaire` at the top. */
export interface ItemChange {
  id: string
  kind: 'ADDED' | 'REMOVED' | 'MOVED' | 'CHANGED'
  text: Partial<Both>
  parentBefore: string | null
  parent: string | null
  fields: { name: string; before: unknown; after: unknown }[]
}
export interface Difference { changes: ItemChange[]; wordsOnly: boolean }

/** `version` is null where a list always asks by the newest. */
export interface LibraryUse { lists: { id: Id; name: string; version: number | null }[]; versions: { version: number; records: number; talks: number; last: Time | null }[] }

/** What the draft's rules would have found in signed records, beside those in force. */
export interface Simulation {
  against: number
  records: number
  before: number
  after: number
  rules: { rule: string; linkId: string; question: string; advice: string; level: FlagLevel; standing: boolean; drafted: boolean; before: number; after: number }[]
  gained: Id[]
  lost: Id[]
}
