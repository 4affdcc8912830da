import type { AnswerValue, Item, RecordRow, RecordView } from '@/shared/api/schema'

/** What is asked anew each time, whatever was said before: who is there, whether it is him, whether he agrees. */
const neverTheSame = new Set(['who', 'relation', 'proxy.consent', 'identity', 'identity.used', 'recording'])

/** Whether every talk asks it anew. */
export const askedAnew = (item: Item): boolean => item.gate === true || neverTheSame.has(item.linkId)

/** The newest talk of a patient that told us something, other than the one being written. */
export function lastTalk(rows: RecordRow[], current: string | null): RecordRow | null {
  return rows.filter(row => row.id !== current && row.state === 'SIGNED' && (row.completion === 'COMPLETE' || row.completion === 'PARTIAL'))
    .sort((a, b) => b.at.localeCompare(a.at))[0] ?? null
}

/** What was answered to this question last time, if it can be compared. */
export function lastAnswer(item: Item, last: RecordView | null, code: string): AnswerValue | null {
  if (!last || last.questionnaire.code !== code || askedAnew(item)) return null
  return last.answers[item.linkId] ?? null
}

/** The same answer, whatever order several were picked in. */
export function sameAnswer(a: AnswerValue | null, b: AnswerValue | null): boolean {
  const told = (value: AnswerValue | null) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value)
  return told(a) === told(b)
}
