import type { Utterance, Word } from '@/shared/api/schema'
import type { SecretKind } from '@/shared/api/schema-speech'

/** Words as one types them after each other. */
export const listOf = (typed: string) => typed.split(/[,，、\n]/).map(word => word.trim()).filter(Boolean)

/** Below this a word may well be another. */
const sureFrom = 0.6

export const isUnsure = (word: Word) => word.c < sureFrom

/** The word being said at a time, or the last one said, as long as its sentence lasts. */
export function currentWord(utterances: Utterance[], ms: number): { utterance: Utterance; word: Word } | null {
  let found: { utterance: Utterance; word: Word } | null = null
  for (const utterance of utterances) {
    if (ms < utterance.fromMs || ms > utterance.toMs) continue
    const word = utterance.words.findLast(w => w.s <= ms)
    // two people may talk at once: the one who began last is shown
    if (word && (!found || word.s > found.word.s)) found = { utterance, word }
  }
  return found
}

/** Chinese without the blanks the recogniser puts between words. */
export function glue(text: string): string {
  return text.replace(/(?<=[^\x20-\x7e])\s+(?=[^\x20-\x7e])/g, '')
}

/** A text cut into plain and marked pieces. */
export function pieces(text: string, marks: [number, number][]): { text: string; marked: boolean }[] {
  const out: { text: string; marked: boolean }[] = []
  let at = 0
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (from < at || to <= from) continue
    if (from > at) out.push({ text: text.slice(at, from), marked: false })
    out.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  if (at < text.length) out.push({ text: text.slice(at), marked: false })
  return out
}

/** Some words as they are shown: a number as one writes it, with what was really said beside it. */
export interface Shown { key: number; text: string; spoken: string | null; words: Word[]; secret: SecretKind | null }

const han = /\p{Script=Han}/u
/** Whether two texts stand with a blank between them. */
export const apart = (left: string, right: string) => !(han.test(left.at(-1) ?? '') && han.test(right[0] ?? ''))
const joined = (words: Word[]) => words.reduce((text, word) => text && apart(text, word.w) ? `${text} ${word.w}` : text + word.w, '')

/** The words of an utterance, those that read better otherwise taken together. */
export function shown(utterance: Utterance): Shown[] {
  const out: Shown[] = []
  const secretAt = (index: number) => utterance.secrets?.find(s => s.from <= index && index < s.to)?.kind ?? null
  for (let at = 0; at < utterance.words.length;) {
    const written = utterance.written?.find(w => w.from === at)
    const words = utterance.words.slice(at, written ? written.to : at + 1)
    const spoken = joined(words)
    out.push({ key: at, text: written?.text ?? spoken, spoken: written ? spoken : null, words, secret: secretAt(at) })
    at += words.length
  }
  return out
}
