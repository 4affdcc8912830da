import type { AnswerValue } from '@/shared/api/schema'
import type { DutyKind, DutyLevel, EscalationRow, EscalationTally, Severity } from '@/shared/api/schema-escalation'

export const levels: DutyLevel[] = ['NURSE', 'SPECIALIST', 'DOCTOR', 'HEAD']
export const kinds: DutyKind[] = ['CLINICAL', 'COMPLAINT']
/** The ladder of complaints has other people on it. */
export const levelKey = (kind: DutyKind, level: DutyLevel) => kind === 'COMPLAINT' ? `alert.deskLevel.${level}` : `alert.level.${level}`
export const severities: Severity[] = ['EMERGENCY', 'URGENT', 'ROUTINE']

/** How the deadline stands: `soon` in the last quarter of the time there was. */
export type Sla = 'over' | 'soon' | 'fine' | 'done' | 'late'

export const isOpen = (row: Pick<EscalationRow, 'state'>) => row.state !== 'CLOSED' && row.state !== 'WITHDRAWN'

export function slaOf(row: Pick<EscalationRow, 'state' | 'raisedAt' | 'dueAt' | 'closedAt'>, now: number): Sla {
  const due = Date.parse(row.dueAt)
  if (row.closedAt) return Date.parse(row.closedAt) <= due ? 'done' : 'late'
  if (!isOpen(row)) return 'done'
  if (now >= due) return 'over'
  return due - now <= (due - Date.parse(row.raisedAt)) / 4 ? 'soon' : 'fine'
}

export const toneOfSla = { over: 'bad', late: 'bad', soon: 'warn', fine: 'info', done: 'good' } as const
export const toneOfSeverity = { EMERGENCY: 'bad', URGENT: 'warn', ROUTINE: 'info' } as const

/** Hours, minutes and seconds that are left or were missed; days where there are whole ones. */
export function span(ms: number, dayWord: string): string {
  const all = Math.floor(Math.abs(ms) / 1000)
  const days = Math.floor(all / 86_400)
  const two = (n: number) => String(n).padStart(2, '0')
  const clock = `${two(Math.floor(all / 3600) % 24)}:${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`
  return days > 0 ? `${days} ${dayWord} ${clock}` : clock
}

/** The answer in words. */
export function answerIn(row: Pick<EscalationRow, 'answer' | 'answerText'>, yes: string, no: string): string {
  const plain = (value: AnswerValue | null): string => value === null ? '–' : Array.isArray(value) ? (value as AnswerValue[]).map(plain).join(', ') : typeof value === 'object' ? `${String((value as { value?: unknown }).value ?? '')} ${String((value as { unit?: unknown }).unit ?? '')}`.trim() : value === true ? yes : value === false ? no : String(value)
  return row.answerText ?? plain(row.answer)
}

/** The share of closed ones that were closed in time; nothing while none is closed. */
export const inTime = (tally: EscalationTally): number | null => tally.closed === 0 ? null : tally.closedInTime / tally.closed
