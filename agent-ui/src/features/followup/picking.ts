import type { AnswerValue, Item } from '@/shared/api/schema'

export interface Choice { value: boolean | string | number; word: string; key: string | null }

/** True for a whole number that is better picked than typed, such as pain from 0 to 10. */
export function isScale(item: Item): boolean {
  return item.type === 'integer' && item.min !== null && item.min !== undefined && item.min >= 0
    && item.max !== null && item.max !== undefined && item.max <= 10 && item.max > item.min
}

/** What there is to pick for a question, with the digit key that picks it; empty where one has to type. */
export function choices(item: Item, yes: string, no: string): Choice[] {
  if (item.type === 'boolean') return [{ value: true, word: yes, key: '1' }, { value: false, word: no, key: '2' }]
  if (isScale(item)) {
    return Array.from({ length: item.max! - item.min! + 1 }, (_, i) => item.min! + i)
      .map(n => ({ value: n, word: String(n), key: n <= 9 ? String(n) : null }))
  }
  return (item.answerOption ?? []).map((option, i) => ({ value: option.code, word: option.display, key: i < 9 ? String(i + 1) : null }))
}

/** One value more or less in a list. */
export function toggled(list: AnswerValue | null | undefined, code: string): string[] | null {
  const before = Array.isArray(list) ? (list as unknown[]).filter((one): one is string => typeof one === 'string') : []
  const after = before.includes(code) ? before.filter(c => c !== code) : [...before, code]
  return after.length > 0 ? after : null
}

/** The answer that a digit key gives to a question; undefined when it gives none. */
export function pickByDigit(item: Item, key: string, before: AnswerValue | null | undefined): AnswerValue | null | undefined {
  const choice = choices(item, '', '').find(c => c.key === key)
  if (!choice) return undefined
  return item.repeats && typeof choice.value === 'string' ? toggled(before, choice.value) : choice.value
}
