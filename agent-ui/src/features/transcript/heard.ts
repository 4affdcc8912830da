import type { Told, Utterance } from '@/shared/api/schema'

/** The question and the patient's words come before the nurse writes them down, and he may still be speaking then. */
const leadMs = 12_000
const tailMs = 2_500
/** Also of an answer that follows the one before at once. */
const leastMs = 3_000

export interface Passage { fromMs: number; toMs: number }

/** The seconds of the talk an answer comes from: from the answer before it, at most twelve seconds, and not from the middle of a sentence. */
export function passageOf(linkId: string, told: Record<string, Told>, utterances: Utterance[]): Passage | null {
  const at = told[linkId]
  if (!at) return null
  const before = Object.entries(told).filter(([id, one]) => id !== linkId && one.toMs <= at.fromMs).map(([, one]) => one.toMs)
  const earliest = Math.max(0, at.fromMs - leadMs)
  const from = Math.min(Math.max(earliest, ...before), Math.max(0, at.fromMs - leastMs))
  const to = at.toMs + tailMs
  const begins = utterances.filter(one => one.fromMs <= from && one.toMs > from).map(one => one.fromMs)
  return { fromMs: Math.max(earliest, Math.min(from, ...begins)), toMs: to }
}

/** By sentence, the answer it led to: of those it may belong to the one written down next, else the one just written. */
export function answersOf(told: Record<string, Told>, utterances: Utterance[]): Map<number, string> {
  const passages = Object.entries(told).sort(([, a], [, b]) => a.toMs - b.toMs).map(([id, at]) => ({ id, toldMs: at.toMs, ...passageOf(id, told, utterances)! }))
  return new Map(utterances.flatMap(({ seq, fromMs, toMs }) => {
    const middle = (fromMs + toMs) / 2
    const near = passages.filter(one => one.fromMs <= middle && middle < one.toMs)
    const of = near.find(one => one.toldMs >= middle) ?? near.at(-1)
    return of ? [[seq, of.id] as const] : []
  }))
}

/** What was said in a passage: the words themselves where only part of an utterance lies in it. */
export function wordsIn(utterances: Utterance[], passage: Passage): { utterance: Utterance; words: Utterance['words'] }[] {
  return utterances
    .map(utterance => ({ utterance, words: utterance.words.filter(word => word.e > passage.fromMs && word.s < passage.toMs) }))
    .filter(one => one.words.length > 0)
}
