import type { Both, ItemChange } from '@/shared/api/schema'

/** A changed value as one reads it. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.map(shown).join(', ') : JSON.stringify(value)
}

/** The words of an item in the reader's language, else its id. */
export const nameOf = (change: ItemChange, language: keyof Both) => change.text?.[language] || change.id

/** Which of the names we have words for a field goes by: `redFlag.2.when.answer` is `redFlag`. */
export const families = ['title', 'text', 'say', 'type', 'required', 'repeats', 'gate', 'answerOption', 'unit', 'unitOption', 'variant', 'avoid', 'hidden', 'initial', 'initialFrom', 'min', 'max', 'enableWhen', 'enableBehavior', 'redFlag', 'formula', 'band'] as const
export const familyOf = (field: string): (typeof families)[number] | null => families.find(one => field === one || field.startsWith(`${one}.`)) ?? null
