import type { Answers, AnswerValue, Item, Scale } from '@/shared/api/schema'
import { isQuantity, plain } from './answers'
import { formula, type Known } from './formula'

/** What answers come to by one instrument. */
export interface Score { scale: Scale; value: number; band: string | null }

const read = new Map<string, ReturnType<typeof formula>>()
function formulaOf(scale: Scale) {
  const known = read.get(scale.formula)
  if (known) return known
  const made = formula(scale.formula)
  read.set(scale.formula, made)
  return made
}

/** A yes is 1; an option is its score; of several options chosen the sum. */
function worth(item: Item, answer: AnswerValue): number | null {
  if (isQuantity(answer)) {
    const number = plain(item, answer)
    return typeof number === 'number' ? number : null
  }
  if (Array.isArray(answer)) {
    return (answer as AnswerValue[]).reduce<number | null>((sum, one) => {
      const value = worth(item, one)
      return sum === null || value === null ? null : sum + value
    }, 0)
  }
  if (typeof answer === 'boolean') return answer ? 1 : 0
  if (typeof answer === 'number') return answer
  return item.answerOption?.find(option => option.code === answer)?.score ?? null
}

const all = (items: Item[]): Item[] => items.flatMap(item => [item, ...all(item.item ?? [])])

/**
 * Gives what a question or score is worth, given these answers; null where it cannot be told.
 *
 * @param counts the answer to a question if it is asked
 */
export function worths(items: Item[], scales: Scale[], counts: (linkId: string) => Answers[string] | undefined): Known {
  const byId = new Map(all(items).map(item => [item.linkId, item]))
  const scaleById = new Map(scales.map(scale => [scale.id, scale]))
  const known: Known = id => {
    const scale = scaleById.get(id)
    if (scale) return formulaOf(scale)(known)
    const item = byId.get(id)
    const answer = counts(id)
    return item && answer !== undefined && answer !== null ? worth(item, answer) : null
  }
  return known
}

/** The highest band that begins at or below the value. */
export function bandOf(scale: Scale, value: number): string | null {
  return (scale.band ?? []).findLast(band => band.from <= value)?.text ?? null
}

/** The questions that go into it, also by way of another score. */
export function questionsOf(scale: Scale, scales: Scale[]): string[] {
  return [...scale.formula.matchAll(/'([^']*)'/g)].flatMap(([, id]) => {
    const other = scales.find(one => one.id === id)
    return other && other !== scale ? questionsOf(other, scales) : [id!]
  })
}
