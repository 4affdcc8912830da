import type { AnswerValue, Item, Patient, RecordView } from '@/shared/api/schema'
import type { LeafletView } from '@/shared/api/schema-sheet'

/** What stands on a sheet before the nurse changes it; each text is a line of its own. */
export interface Sheet { agreed: string; medicines: string; warnings: string; advice: string; ask: string; nextCall: string; appointment: string }

export const localeOf = (patient: Pick<Patient, 'language'>): 'zh-CN' | 'en' => patient.language === 'zh' ? 'zh-CN' : 'en'

/** A day as one says it to a patient. A date alone is that day wherever it is read. */
export function spoken(at: string | null | undefined, locale: string): string {
  if (!at) return ''
  const date = /^\d{4}-\d\d-\d\d$/.test(at)
  return new Date(at).toLocaleString(locale, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', ...(date ? { timeZone: 'UTC' } : { hour: '2-digit', minute: '2-digit' }) })
}

function find(items: Item[], linkId: string): Item | null {
  for (const item of items) {
    const found = item.linkId === linkId ? item : find(item.item ?? [], linkId)
    if (found) return found
  }
  return null
}

/** As it was answered, in the words that were chosen; nothing for a bare yes or no. */
function words(item: Item | null, value: AnswerValue | null | undefined, locale: string): string {
  if (!item || value === null || value === undefined || typeof value === 'boolean') return ''
  const display = (code: string) => item.answerOption?.find(one => one.code === code)?.display ?? code
  return Array.isArray(value) ? (value as unknown[]).filter((one): one is string => typeof one === 'string').map(display).join(locale === 'en' ? ', ' : '、') : typeof value === 'object' ? '' : display(String(value))
}

/** What a sheet begins with: the leaflet of the diagnosis, and what of the talk goes home with the patient. */
export function begin(view: LeafletView, record: RecordView | null, whom: string, locale: string): Sheet {
  const items = record ? record.questionnaire.items : []
  const said = (link: string) => words(find(items, link), record?.answers[link], locale)
  return {
    agreed: view.answers.agreed.map(said).filter(Boolean).join('\n'),
    advice: view.leaflet.advice.join('\n'),
    medicines: view.leaflet.medicines.join('\n'),
    warnings: view.leaflet.warnings.join('\n'),
    ask: whom,
    nextCall: record?.callbackAt ?? record?.nextStep?.at ?? '',
    appointment: view.answers.appointments.map(link => record?.answers[link]).find(one => typeof one === 'string') as string | undefined ?? '',
  }
}
