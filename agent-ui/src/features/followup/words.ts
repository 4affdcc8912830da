import { listed } from '@/shared/listed'
import type { AnswerValue, Item } from '@/shared/api/schema'

/** The item with this link id, wherever it is nested. */
export function findItem(items: Item[], linkId: string): Item | null {
  for (const item of items) {
    if (item.linkId === linkId) return item
    const inner = findItem(item.item ?? [], linkId)
    if (inner) return inner
  }
  return null
}

/** An answer as a person would write it down. */
export function answerWords(item: Item, value: AnswerValue | null | undefined, yes: string, no: string): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? yes : no
  const display = (code: string) => item.answerOption?.find(o => o.code === code)?.display ?? code
  if (Array.isArray(value)) return listed(value.map(display))
  if (typeof value === 'number') return item.unit ? `${value} ${item.unit}` : String(value)
  return display(value)
}
