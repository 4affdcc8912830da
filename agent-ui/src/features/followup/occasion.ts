import { ref } from 'vue'
import type { Item, Wording } from '@/shared/api/schema'

/** How two wordings for the same occasion are told apart. */
export const wordingKey = (one: Pick<Wording, 'for' | 'display'>): string => one.display ? `${one.for} ${one.display}` : one.for

/** The wording that a nurse chose last; it holds for every question that has it, until she changes it. */
export const chosen = ref<string | null>(null)

/** What to say: in the chosen wording where the item has it, else as usual. */
export function saidAs(item: Pick<Item, 'say' | 'variant'>, key: string | null): string | null {
  return item.variant?.find(one => wordingKey(one) === key)?.say ?? item.say ?? null
}
