import { ref } from 'vue'
import type { Item, Wording } from '@/shared/api/schema'

/** How two wordings for the same occasion are told apart. */
export const wordingKey = (one: Pick<Wording, 'for' | 'display'>): string => one.display ? `${one.for} ${one.display}` : one.for

/** The wording that a nurse chose last; it holds for every question of this patient's form that has it, until she changes it. */
export const chosen = ref<string | null>(null)

let heldFor: string | null = null
/** With another form it is another patient, who hears the usual words first. */
export function wordingFor(record: string): void {
  if (heldFor !== record) chosen.value = null
  heldFor = record
}

/** What to say: in the chosen wording where the item has it, else as usual. */
export function saidAs(item: Pick<Item, 'say' | 'variant'>, key: string | null): string | null {
  return item.variant?.find(one => wordingKey(one) === key)?.say ?? item.say ?? null
}
