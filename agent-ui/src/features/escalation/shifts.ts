import type { DutyGaps, DutyLevel, DutyLevels, DutyPerson, DutyShift } from '@/shared/api/schema-escalation'
import { levels } from './sla'

export type DutyDraft = Record<DutyLevel, DutyShift[]>
export const weekdays = [1, 2, 3, 4, 5, 6, 7]
const minute = (time: string | null) => time ? time.slice(0, 5) : null

/** What the server told, as it is edited and sent back. */
export const shiftOf = ({ id, days, from, until }: DutyShift | DutyPerson): DutyShift => ({ id, days: [...days].sort((a, b) => a - b), from: minute(from), until: minute(until) })
export const draftOf = (known: DutyLevels | null): DutyDraft => Object.fromEntries(levels.map(level => [level, (known?.[level] ?? []).map(shiftOf)])) as DutyDraft
export const same = (a: DutyDraft, b: DutyDraft) => JSON.stringify(a) === JSON.stringify(b)
export const overnight = (shift: DutyShift) => shift.from !== null && shift.until !== null && shift.until <= shift.from
export function toggled(days: number[], day: number): number[] {
  const all = days.length === 0 ? weekdays : days
  const next = all.includes(day) ? all.filter(one => one !== day) : [...all, day].sort((a, b) => a - b)
  // no day at all would be no shift: the last one stays
  return next.length === 7 ? [] : next.length === 0 ? all : next
}

/** How a time with nobody is told: the day of the week and the day, and the time on the house's wall; the second day only where it is another. */
export function spoken(gap: Pick<DutyGaps['gaps'][number], 'from' | 'until'>, dayName: (day: number) => string): string {
  const told = (at: string) => `${dayName((new Date(at).getDay() + 6) % 7 + 1)} ${at.slice(5, 10)} ${at.slice(11, 16)}`
  return `${told(gap.from)} – ${gap.from.slice(0, 10) === gap.until.slice(0, 10) ? gap.until.slice(11, 16) : told(gap.until)}`
}
