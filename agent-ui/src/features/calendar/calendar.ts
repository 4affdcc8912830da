import type { CalendarDay } from '@/shared/api/schema'

const pad = (n: number) => String(n).padStart(2, '0')
export const dayText = (year: number, month: number, day: number) => `${year}-${pad(month)}-${pad(day)}`

/** The days of a month (1–12) in weeks, Monday first; null where the week belongs to another month. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const first = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const cells = Array.from({ length: Math.ceil((first + length) / 7) * 7 }, (_, i) => i >= first && i < first + length ? dayText(year, month, i - first + 1) : null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7 + 1

/** The day so many days away. */
export const shift = (day: string, by: number) => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)

export type CsvProblem = 'day' | 'year' | 'kind' | 'name' | 'twice'
export interface ReadCalendar { days: CalendarDay[]; problems: { line: number; what: CsvProblem; text: string }[] }

const kinds: Record<string, CalendarDay['kind']> = {
  holiday: 'HOLIDAY', 休: 'HOLIDAY', 放假: 'HOLIDAY', 假: 'HOLIDAY', 假日: 'HOLIDAY', 节假日: 'HOLIDAY', 休息: 'HOLIDAY', off: 'HOLIDAY',
  working: 'WORKING', workday: 'WORKING', 班: 'WORKING', 上班: 'WORKING', 调休: 'WORKING', 调休上班: 'WORKING', 补班: 'WORKING', 工作日: 'WORKING', on: 'WORKING',
}

/** Reads `2027-01-01`, `2027/1/1`, `20270101` and `2027年1月1日`; nothing for a day that does not exist. */
export function readDay(text: string): string | null {
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text.trim())
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? match[4]), Number(match[3] ?? match[5])]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? dayText(year, month, day) : null
}

/** Reads lines of `day,kind,name`, also as pasted from a spreadsheet; a first line with titles is passed over. */
export function readCalendar(text: string, year: number): ReadCalendar {
  const days = new Map<string, CalendarDay>()
  const problems: ReadCalendar['problems'] = []
  text.replace(/^\uFEFF/, '').split(/\r?\n/).forEach((line, i) => {
    if (line.trim() === '') return
    const [first = '', second = '', ...rest] = line.split(/[,，\t;；]/).map(cell => cell.trim().replace(/^"(.*)"$/, '$1'))
    const wrong = (what: CsvProblem, told: string) => problems.push({ line: i + 1, what, text: told })
    const day = readDay(first)
    const kind = kinds[second.toLowerCase()]
    const name = rest.join(' ').trim()
    if (!day) { if (days.size > 0 || problems.length > 0 || /\d/.test(first)) wrong('day', first) }
    else if (Number(day.slice(0, 4)) !== year) wrong('year', first)
    else if (!kind) wrong('kind', second)
    else if (!name) wrong('name', first)
    else if (days.has(day)) wrong('twice', first)
    else days.set(day, { day, kind, name })
  })
  return { days: inOrder([...days.values()]), problems }
}

export const inOrder = (days: CalendarDay[]) => [...days].sort((a, b) => a.day.localeCompare(b.day))

export interface CalendarChange { day: string; before: CalendarDay | null; after: CalendarDay | null }

/** What saving `after` in place of `before` would do, day by day. */
export function changesOf(before: CalendarDay[], after: CalendarDay[]): CalendarChange[] {
  const old = new Map(before.map(d => [d.day, d]))
  const fresh = new Map(after.map(d => [d.day, d]))
  return [...new Set([...old.keys(), ...fresh.keys()])].sort()
    .map(day => ({ day, before: old.get(day) ?? null, after: fresh.get(day) ?? null }))
    .filter(c => c.before?.kind !== c.after?.kind || c.before?.name !== c.after?.name)
}

/** The same days with one set, renamed or taken off. */
export function withDay(days: CalendarDay[], day: string, set: Omit<CalendarDay, 'day'> | null): CalendarDay[] {
  const others = days.filter(d => d.day !== day)
  return set ? inOrder([...others, { day, ...set }]) : others
}

/** Days on end with the same kind and name, as people speak of them. */
export function runs(days: CalendarDay[]): { from: string; until: string; kind: CalendarDay['kind']; name: string; days: number }[] {
  const out: ReturnType<typeof runs> = []
  for (const { day, kind, name } of inOrder(days)) {
    const last = out.at(-1)
    if (last && last.kind === kind && last.name === name && shift(last.until, 1) === day) Object.assign(last, { until: day, days: last.days + 1 })
    else out.push({ from: day, until: day, kind, name, days: 1 })
  }
  return out
}

export const writeCalendar = (days: CalendarDay[]) => `day,kind,name\n${inOrder(days).map(d => `${d.day},${d.kind},${d.name}`).join('\n')}\n`
