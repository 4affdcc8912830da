import { listed } from '@/shared/listed'
import type { AnswerValue, Item } from '@/shared/api/schema'
import { isQuantity, repeatsInRows, rowsOf } from './answers'

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
  if (isQuantity(value)) return `${value.value} ${value.unit}`
  if (repeatsInRows(item)) {
    return rowsOf(value).map(row => listed((item.item ?? []).map(column => answerWords(column, row[column.linkId], `${column.text}: ${yes}`, `${column.text}: ${no}`)).filter(Boolean))).join('; ')
  }
  if (Array.isArray(value)) return listed((value as AnswerValue[]).map(one => answerWords({ ...item, repeats: false }, one, yes, no)))
  if (typeof value === 'number') return item.unit ? `${value} ${item.unit}` : String(value)
  return display(String(value))
}
