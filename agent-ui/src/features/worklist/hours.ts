import type { Hours } from '@/shared/api/schema'

/** Part of a day in minutes since midnight; `until` is the first minute outside. */
export interface Span { from: number; until: number }
/** The week, Monday first. */
export type Week = Span[][]

const midnight = 24 * 60

export function timeText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** Reads `9`, `9:30`, `09：30`, `0930`; nothing when that is no time of day. The end of a day is `24:00`. */
export function readTime(text: string): number | null {
  const match = /^(\d{1,2})(?:[:：.点]?(\d{2})?)?$/.exec(text.trim())
  if (!match) return null
  const minute = Number(match[1]) * 60 + Number(match[2] ?? 0)
  return minute <= midnight && Number(match[2] ?? 0) < 60 ? minute : null
}

/** In order, without overlaps, touching ones joined. */
export function tidy(spans: Span[]): Span[] {
  const out: Span[] = []
  for (const span of [...spans].filter(s => s.until > s.from).sort((a, b) => a.from - b.from)) {
    const last = out.at(-1)
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until)
    else out.push({ ...span })
  }
  return out
}

/** Adds a span to a day or cuts it out. */
export function paint(spans: Span[], brush: Span, on: boolean): Span[] {
  if (on) return tidy([...spans, brush])
  return tidy(spans.flatMap(s => [{ from: s.from, until: Math.min(s.until, brush.from) }, { from: Math.max(s.from, brush.until), until: s.until }]))
}

export type SpanProblem = 'time' | 'order'

/** Reads what a person writes for a day: `9-12, 14:00–18:00`; empty means closed. */
export function readSpans(text: string): { spans: Span[]; problem: null } | { spans: null; problem: SpanProblem; at: string } {
  const parts = text.trim().replace(/\s*[-–—~～至到]\s*/g, '-').split(/[,，、;；\s]+/).filter(Boolean)
  const spans: Span[] = []
  for (const part of parts) {
    const [a = '', b = '', ...more] = part.split('-')
    const from = readTime(a)
    const until = readTime(b)
    if (from === null || until === null || more.length > 0) return { spans: null, problem: 'time', at: part }
    if (until <= from) return { spans: null, problem: 'order', at: part }
    spans.push({ from, until })
  }
  return { spans: tidy(spans), problem: null }
}

export const writeSpans = (spans: Span[], between = ', ') => spans.map(s => `${timeText(s.from)}–${timeText(s.until)}`).join(between)

export function toWeek(hours: Hours[]): Week {
  return Array.from({ length: 7 }, (_, i) => tidy(hours.filter(h => h.weekday === i + 1)
    .map(h => ({ from: readTime(h.from.slice(0, 5)) ?? 0, until: readTime(h.until.slice(0, 5)) ?? midnight }))))
}

export function toHours(week: Week): Hours[] {
  return week.flatMap((spans, i) => spans.map(s => ({ weekday: i + 1, from: timeText(s.from), until: timeText(s.until) })))
}

export const weekMinutes = (week: Week) => week.flat().reduce((sum, s) => sum + s.until - s.from, 0)
