import type { AnswerRow, AnswerValue, Answers, Item, Quantity } from '@/shared/api/schema'

export const isQuantity = (value: unknown): value is Quantity =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'value' in value && 'unit' in value

/** A group that is filled in once for each thing there is. */
export const repeatsInRows = (item: Item): boolean => item.type === 'group' && item.repeats === true

/** Questions and groups in rows: whatever takes an answer. */
export const asks = (item: Item): boolean => (item.type !== 'group' && item.type !== 'display') || repeatsInRows(item)

/** The rows of an answer; none where it is no list of rows. */
export function rowsOf(value: AnswerValue | null | undefined): AnswerRow[] {
  return Array.isArray(value) ? (value as unknown[]).filter((row): row is AnswerRow => typeof row === 'object' && row !== null && !isQuantity(row)) : []
}

/** An answer as comparisons and sums see it: a quantity as a number of its first unit. */
export function plain(item: Item | undefined, value: AnswerValue | null | undefined): AnswerValue | null | undefined {
  if (item?.type !== 'quantity' || value === null || value === undefined) return value
  if (Array.isArray(value)) return (value as AnswerValue[]).map(one => plain(item, one)) as AnswerValue
  if (!isQuantity(value)) return value
  const at = (item.unitOption ?? []).findIndex(unit => unit.code === value.unit)
  return at < 0 ? value : value.value * (item.unitOption![at]!.factor ?? 1)
}

/** All items with their link ids, columns of rows included. */
export function byLinkId(items: Item[]): Map<string, Item> {
  const all = (list: Item[]): Item[] => list.flatMap(item => [item, ...all(item.item ?? [])])
  return new Map(all(items).map(item => [item.linkId, item]))
}

/** The columns of a row that are asked, given its answers and those before it. */
export function columnsAsked(group: Item, row: AnswerRow, outer: (linkId: string) => AnswerValue | undefined, holds: (item: Item, counts: (linkId: string) => AnswerValue | undefined) => boolean): Item[] {
  const known: Answers = {}
  const own = new Set((group.item ?? []).map(column => column.linkId))
  const counts = (linkId: string) => own.has(linkId) ? known[linkId] : outer(linkId)
  return (group.item ?? []).filter(column => {
    if (!holds(column, counts)) return false
    const value = row[column.linkId]
    if (value !== undefined) known[column.linkId] = value
    return true
  })
}
