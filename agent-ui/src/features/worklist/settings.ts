import type { WorklistDraft } from '@/shared/api/schema'

/** The fields one can change, the feed's one by one. */
export type SettingField = Exclude<keyof WorklistDraft, 'feed'> | `feed.${keyof WorklistDraft['feed']}`

export const settingFields: SettingField[] = [
  'name', 'questionnaire', 'questionnaireVersion', 'mode', 'previewSeconds', 'priority', 'order', 'hours', 'keepsHolidays', 'zone', 'startsOn', 'endsOn',
  'feed.departments', 'feed.wards', 'feed.icd10', 'feed.minAge', 'feed.maxAge', 'crew', 'teams', 'sameNurseMinutes', 'wrapUpSeconds', 'followUpDays', 'ringSeconds', 'maxAttempts', 'callbackGraceMinutes', 'callerId', 'maxAbandonPercent', 'detectMachines',
]

/** A copy to write in; what the query cache gives out is a proxy, which structuredClone refuses. */
export const copyOf = (draft: WorklistDraft) => JSON.parse(JSON.stringify(draft)) as WorklistDraft

export const blankWorklist = (): WorklistDraft => ({
  name: '', mode: 'PREVIEW', questionnaire: '', questionnaireVersion: null, previewSeconds: null, ringSeconds: 40, maxAttempts: 6, priority: 5, order: 'DUE', callerId: null, startsOn: null, endsOn: null,
  callbackGraceMinutes: 15, zone: 'Asia/Shanghai', feed: { departments: [], wards: [], icd10: [], minAge: null, maxAge: null }, crew: [], teams: [], sameNurseMinutes: 0, wrapUpSeconds: null, followUpDays: [],
  maxAbandonPercent: 1, detectMachines: false,
  hours: [1, 2, 3, 4, 5].flatMap(weekday => [{ weekday, from: '09:00', until: '12:00' }, { weekday, from: '14:00', until: '18:00' }]), keepsHolidays: true,
})

export function valueOf(draft: WorklistDraft, field: SettingField): unknown {
  return field.startsWith('feed.') ? draft.feed[field.slice(5) as keyof WorklistDraft['feed']] : draft[field as keyof WorklistDraft]
}

export function withValue(draft: WorklistDraft, field: SettingField, value: unknown): WorklistDraft {
  return field.startsWith('feed.') ? { ...draft, feed: { ...draft.feed, [field.slice(5)]: value } } : { ...draft, [field]: value }
}

const unordered: SettingField[] = ['crew', 'teams', 'feed.departments', 'feed.wards', 'feed.icd10']
function told(draft: WorklistDraft, field: SettingField): string {
  const value = valueOf(draft, field)
  return JSON.stringify(unordered.includes(field) ? [...value as string[]].sort() : value ?? null)
}

/** Which fields differ. */
export const changes = (before: WorklistDraft, now: WorklistDraft) => settingFields.filter(field => told(before, field) !== told(now, field))

/**
 * Brings together what two people made of the same settings. Where only one of them changed a field his value stands; where both did, and
 * differently, mine stands and the field is named.
 */
export function merge(base: WorklistDraft, mine: WorklistDraft, theirs: WorklistDraft): { draft: WorklistDraft; conflicts: SettingField[] } {
  const ours = new Set(changes(base, mine))
  const others = changes(base, theirs)
  const draft = others.filter(field => !ours.has(field)).reduce((at, field) => withValue(at, field, valueOf(theirs, field)), mine)
  return {
    draft,
    conflicts: others.filter(field => ours.has(field) && told(mine, field) !== told(theirs, field)),
  }
}

/** The answer to a worklist's state: paused comes before closed. */
export function listState(list: { paused?: boolean; openNow: boolean }): 'paused' | 'open' | 'closed' {
  return list.paused ? 'paused' : list.openNow ? 'open' : 'closed'
}

/** Days after discharge as people write them: `7, 30, 90`; ascending, each once. */
export const toDays = (text: string) => [...new Set((text.match(/\d+/g) ?? []).map(Number))].sort((a, b) => a - b)
