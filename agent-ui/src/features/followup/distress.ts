import type { Item } from '@/shared/api/schema'
import type { Cue } from '@/shared/api/schema-speech'
import { findItem } from './words'

/** Of the phrases that are listened for, those that tell of suicide. */
const suicide = ['想死', '不想活', '活着没意思', '自杀', 'want to die', 'kill myself', 'killing myself']

/** Where a form goes on at once: what is answered by what was heard, and what is asked then. */
export interface Screening { opens: string | null; asks: string }

/** Whether something that was heard, and confirmed, asks for the mood screening now. */
export const worries = (cue: Pick<Cue, 'kind' | 'words'>): boolean => cue.kind === 'DISTRESS' || suicide.includes(cue.words)

/** The way into the mood screening of this form; who speaks of suicide is asked about it first. Null where the form has none. */
export function screening(items: Item[], cue: Pick<Cue, 'words'>): Screening | null {
  const asks = [...(suicide.includes(cue.words) ? ['harm'] : []), 'phq.1'].find(id => findItem(items, id) !== null)
  return asks ? { opens: findItem(items, 'distress') ? 'distress' : null, asks } : null
}
